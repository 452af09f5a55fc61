# A terminal shows the text of files, servers and objects, and does not obey it: hostile text is given to each parameter
# of each command, stored, and answered by a service, and all that a session would print is searched for it.
BeforeDiscovery {
    $commands = (Get-ChildItem "$PSScriptRoot/../../docs/en-US/*-*.md").BaseName
    $views = @(
        @{ Script = { Get-Inventory -Path fleet.db } }
        @{ Script = { Get-InventoryEntry Custom:X* -Path fleet.db } }
        @{ Script = { Get-InventoryEntry -Path fleet.db } }
        @{ Script = { Get-Inventory -Path fleet.db -Aggregator AWS:Application.Name } }
        @{ Script = { Get-Inventory -Path fleet.db -Aggregator @{ Groups = @{ Name = "G$bad"; Filters = 'AWS:Application.Version -eq 1' } } } }
        @{ Script = { Get-InventorySchema Custom:* -Path fleet.db } }
        @{ Script = { Compare-Inventory @() (Get-Inventory -Path fleet.db) } }
        @{ Script = { @{ "A$bad" = 'x' * 5000 } | New-InventoryItem "custom:X$bad" -InstanceId "i$bad" | Test-InventoryItem -Detailed } }
        @{ Script = { Get-Inventory -Path fleet.db | Write-Inventory -Path other.db -PassThru } }
        @{ Script = { Remove-Inventory $type -Path fleet.db -Confirm:$false; Get-InventoryDeletion -Path fleet.db } }
    )
    $calls = @(
        @{ Script = { $item | Write-Inventory @service } }
        @{ Script = { $item | Write-Inventory -Summary @service } }
        @{ Script = { Sync-Inventory -Path fleet.db @service } }
        @{ Script = { Get-Inventory @service } }
        @{ Script = { Get-Inventory Custom:X i-00000001 @service } }
        @{ Script = { Get-Inventory -Aggregator AWS:Application.Name @service } }
        @{ Script = { Get-InventoryEntry Custom:X i-00000001 @service } }
        @{ Script = { Get-InventorySchema @service } }
        @{ Script = { Get-InventoryDeletion @service } }
        @{ Script = { Remove-Inventory Custom:X -Confirm:$false @service } }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    # Sets the title of a window, clears it, hides the line, and turns its direction.
    $bad = "$([char] 27)]0;x$([char] 7)$([char] 27)[2J$([char] 0x9b)2J`r$([char] 0x202e)$([char] 0x2028)$([char] 0x7f)"
    $hostile = '[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]'
    $type = "Custom:X$bad" -replace '\r|\u2028' # The name of a type is one line.
    $item = @{ Name = "a$bad"; "B$bad" = "x$bad" } | New-InventoryItem $type -InstanceId i-00000001

    function Get-Shown {
        # The text of each record in a terminal, without the colors of PowerShell.
        param([Parameter(ValueFromPipeline)] [object] $Record)
        process {
            if ($Record -is [System.Management.Automation.ErrorRecord]) {
                foreach ($ErrorView in 'NormalView', 'ConciseView') { $Record | Out-String -Width 300 }
                $Record.FullyQualifiedErrorId
                "$($Record.CategoryInfo)"
            }
            elseif ($Record -is [System.Management.Automation.InformationalRecord]) {
                "$Record"
            }
            else {
                $Record | Out-String -Width 79
            }
        }
    }

    function Find-Hostile {
        # The lines that a terminal would obey, of all that a script writes.
        param([Parameter(Mandatory)] [scriptblock] $Script)
        # PowerShell itself refuses what can't be converted. Such a message has what was typed.
        $records = @(try { & $Script *>&1 } catch { $_ }) | Where-Object { "$($_.FullyQualifiedErrorId)" -notlike 'CannotConvertArgument*' }
        $script:seen += @($records).Count
        $records | Get-Shown | ForEach-Object { $_ -replace "$([char] 27)\[[0-9;]*m" -replace "`r`n", "`n" } |
            Where-Object { $_ -cmatch $hostile } | ForEach-Object { $_ -replace $hostile, '<!>' }
    }

    function Test-Hostile {
        # True for a parameter that takes text or objects. Those that commands share are tested at one of them.
        param([object] $Command, [object] $Parameter)
        $property = $Command.ImplementingType.GetProperty($Parameter.Name)
        $property -and ($property.DeclaringType.Name -ne 'AwsCmdlet' -or $Command.Name -eq 'Get-InventoryDeletion') -and
            (-not $Parameter.ParameterType.IsValueType -or $Parameter.ParameterType -eq [timespan]) -and
            $Parameter.ParameterType -ne [int[]] -and
            # PowerShell itself refuses what has another form, or asks for a password.
            -not ($Parameter.Attributes | Where-Object { $_ -is [ValidateSet] -or $_ -is [ValidatePattern] }) -and $Parameter.ParameterType -ne [pscredential]
    }

    function Get-Argument {
        # Values for the mandatory parameters of a parameter set.
        param([object] $Set)
        $arguments = @{}
        foreach ($parameter in $Set.Parameters | Where-Object IsMandatory) {
            $arguments[$parameter.Name] = switch ($parameter.Name) {
                { $_ -in 'InputObject', 'ReferenceObject', 'DifferenceObject' } { $item }
                'TypeName' { 'Custom:Y' }
                'Format' { 'JsonLines' }
                'Destination' { 'out' }
                'Port' { 1 }
                default { 'fleet.db' }
            }
        }

        $arguments
    }
}

Describe 'what a terminal is given' {
    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        $script:seen = 0
        $rendering = if ($PSStyle) { $PSStyle.OutputRendering }
        if ($PSStyle) { $PSStyle.OutputRendering = 'Ansi' } # Otherwise Out-String removes colors, and with them what looks like one.
        $item | Write-Inventory -Path fleet.db
        @{ Name = "b$bad"; Version = '1' } | New-InventoryItem AWS:Application -InstanceId i-00000002 | Write-Inventory -Path fleet.db
    }

    AfterEach {
        if ($PSStyle) { $PSStyle.OutputRendering = $rendering }
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    It 'has no control characters of the arguments of <_>' -ForEach $commands {
        $command = Get-Command $_
        $endpoint = Start-InventoryEndpoint fleet.db -PassThru
        $aws = @{ EndpointUrl = $endpoint.Url; AccessKey = 'AKIAEXAMPLE'; SecretKey = 'x'; Region = 'eu-west-1'; RetryTimeoutSec = 0 }
        $ofStore = @(($command.ParameterSets | Where-Object Name -EQ Path).Parameters.Name)
        foreach ($set in $command.ParameterSets) {
            $names = $set.Parameters.Name
            # What a command takes for a store too is told in the same way.
            $tested = $set.Parameters | Where-Object { (Test-Hostile $command $_) -and ($set.Name -ne 'Aws' -or $_.Name -notin $ofStore) }
            foreach ($parameter in $tested) {
                $values = if ($parameter.ParameterType -in [string], [string[]]) { , "v$bad" }
                    else { "v$bad", @{ "K$bad" = "v$bad" }, [pscustomobject]@{ TypeName = $type; "K$bad" = 1 } }
                foreach ($value in $values) {
                    $arguments = Get-Argument $set
                    if ($set.Name -eq 'Aws') { $aws.Keys | Where-Object { $_ -in $names } | ForEach-Object { $arguments[$_] = $aws[$_] } }
                    if ('Confirm' -in $names) { $arguments.Confirm = $false }
                    $arguments[$parameter.Name] = $value
                    Find-Hostile { & $command @arguments -Verbose -ErrorAction Continue } |
                        Should -BeNullOrEmpty -Because "-$($parameter.Name) of the set $($set.Name) is a $($value.GetType().Name)"
                }
            }
        }
    }

    It 'has no control characters of what is stored: <Script>' -ForEach $views {
        Find-Hostile $Script | Should -BeNullOrEmpty
        $seen | Should -BeGreaterThan 0
    }

    Context 'of a service' {
        BeforeAll {
            if ($Packages.ScriptedEndpoint) {
                Add-Type -Path $Packages.ScriptedEndpoint
                $server = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
                $answers = [InventoryTools.Pester.AnswerScript]::new($server)
                $service = @{
                    EndpointUrl = $server.Url; AccessKey = 'AKIAEXAMPLE'; SecretKey = 'x'; Region = 'eu-west-1'
                    RetryTimeoutSec = 0; Verbose = $true; ErrorAction = 'Continue'
                }
                $text = ("m$bad" | ConvertTo-Json).Trim('"')
                $hostileAnswers = @(
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault("Code$bad", 400, "m$bad", "T$bad")
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('InternalServerError', 500, "m$bad")
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Status(404, "<html><title>t$bad</title></html>", 'text/html')
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Status(200, "t$bad", "text/plain")
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok("{`"Message`":`"$text`",`"NextToken`":`"$text`",`"DeletionId`":`"$text`",`"TypeName`":`"$text`"," +
                        "`"Schemas`":[{`"TypeName`":`"$text`",`"Version`":`"$text`",`"Attributes`":[{`"Name`":`"$text`",`"DataType`":`"STRING`"}]}]," +
                        "`"InventoryDeletions`":[{`"DeletionId`":`"$text`",`"TypeName`":`"$text`",`"LastStatus`":`"Complete`",`"LastStatusMessage`":`"$text`"}]," +
                        "`"Entities`":[{`"Id`":`"$text`",`"Data`":{`"AWS:InstanceInformation`":{`"TypeName`":`"AWS:InstanceInformation`",`"SchemaVersion`":`"1.0`",`"Content`":[{`"$text`":`"$text`"}]}}}]," +
                        "`"InstanceId`":`"i-00000001`",`"SchemaVersion`":`"1.0`",`"CaptureTime`":`"$text`",`"Entries`":[{`"$text`":`"$text`"}]}")
                )
            }
        }

        BeforeEach {
            Skip-WithoutScriptedEndpoint
        }

        AfterAll {
            if ($Packages.ScriptedEndpoint) { $server.Dispose() }
        }

        It 'has no control characters of its answers: <Script>' -ForEach $calls {
            foreach ($answer in $hostileAnswers) {
                $answers.Clear()
                $answers.Add($answer)
                Find-Hostile $Script | Should -BeNullOrEmpty
            }

            $seen | Should -BeGreaterThan 0
        }
    }

    It 'completes names to words that are these names, and nothing that a shell would run or a terminal obey' {
        $names = "b$bad", 'two words', "it's", 'a"b', '$(throw 1)', ';exit', 'back`tick', ',', "curly$([char] 0x2019)quote"
        $attributes = [ordered]@{}
        $names | ForEach-Object { $attributes[$_] = 'x' }
        $attributes | New-InventoryItem Custom:Names -InstanceId i-00000001 | Write-Inventory -Path fleet.db
        foreach ($quote in '', "'", '"') {
            $words = Get-Completion "Get-Inventory -Path fleet.db -Filter ${quote}Custom:Names."
            $words -cmatch $hostile | Should -BeNullOrEmpty
            $read = $words | ForEach-Object { & ([scriptblock]::Create("Write-Output $_")) }
            $read | Should -BeExactly @($names | ForEach-Object { "Custom:Names.$_" })
        }
    }

    It 'has a pattern that can''t be matched as an error with the parameter, and the next input is read' {
        $found = 'i-[', 'i-00000001' | Get-Inventory -TypeName Custom:* -Path fleet.db -ErrorVariable problem -ErrorAction SilentlyContinue
        $found | Should -HaveCount 1
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -Be 'ParameterArgumentValidationError,InventoryTools.Cmdlets.GetInventoryCommand'
        "$($problem[0])" | Should -BeLike "*'i-``[' is not a valid pattern.*"
    }

    It 'is a table of up to four columns, which wrap, and else a list, and no column is lost' {
        @{ Rack = 'A1' } | New-InventoryItem Custom:Rack -InstanceId i-00000001 | Write-Inventory -Path fleet.db
        Get-InventoryEntry Custom:Rack -Path fleet.db | Get-Text | Should -Match '(?m)^InstanceId +Rack\r?\n-+ +----\r?\n\r?\ni-00000001 +A1\r?$'
        $wide = [ordered]@{ A = 'x' * 100; B = 'y' * 100; C = 'z' * 100; D = '4'; E = '5' }
        $wide | New-InventoryItem Custom:Wide -InstanceId i-00000001 | Write-Inventory -Path fleet.db
        $list = Get-InventoryEntry Custom:Wide -Path fleet.db | Get-Text
        $list | Should -Match '(?m)^E +: 5'
        $wide.Remove('D'); $wide.Remove('E')
        $wide | New-InventoryItem Custom:Wide -InstanceId i-00000001 | Write-Inventory -Path fleet.db
        $table = Get-InventoryEntry Custom:Wide -Path fleet.db | Get-Text
        'x', 'y', 'z' | ForEach-Object { [regex]::Matches($table, $_).Count | Should -Be 100 }
        $table -split '\r?\n' | ForEach-Object { $_.Length } | Should -Not -BeGreaterThan 79
    }
}
