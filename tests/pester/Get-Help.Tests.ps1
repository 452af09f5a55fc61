# The pages in docs/en-US, the help that is made from them, and the commands say the same. Where they do not:
# build.ps1 -Task Help makes the help anew.
BeforeDiscovery {
    $pages = Get-ChildItem "$PSScriptRoot/../../docs/en-US/*.md"
    $commands = ($pages | Where-Object Name -Like '*-*').BaseName
    $topics = ($pages | Where-Object Name -Like 'about_*').BaseName
    $examples = @($pages) + (Get-Item "$PSScriptRoot/../../README.md") |
        Where-Object { [System.IO.File]::ReadAllText($_) -match '(?m)^```powershell' } |
        ForEach-Object { @{ Page = $_.BaseName; File = $_.FullName } }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $pages = Join-Path $RepositoryRoot docs/en-US
    $help = Join-Path (Split-Path $ModulePath) en-US
    $maml = [xml] [System.IO.File]::ReadAllText((Join-Path $help InventoryTools.dll-Help.xml))
    $common = [System.Management.Automation.Cmdlet]::CommonParameters

    function Get-PageText {
        param([string] $File)
        [System.IO.File]::ReadAllText($File).Replace("`r`n", "`n")
    }

    function Get-Section {
        # The texts after the headings that begin with a mark, by the rest of the heading.
        param([string] $Text, [string] $Mark)
        $sections = [ordered]@{}
        $level = $Mark -replace ' .*'
        foreach ($match in [regex]::Matches($Text, "(?m)^$([regex]::Escape($Mark))(?<name>.*)\n(?<text>(?:(?!^$level ).*\n?)*)")) {
            $sections[$match.Groups['name'].Value] = $match.Groups['text'].Value
        }

        $sections
    }

    function Get-Plain {
        # Markdown without its fences and without links within the module.
        param([string] $Markdown)
        $Markdown -replace '(?m)^\s*```\w*$' -replace '\[([^\]]+)\]\((?!https?:)[^)]+\)', '$1'
    }

    function ConvertTo-Letter {
        # What remains when the marks of Markdown and the breaks between lines do not count.
        param([string] $Text)
        (Get-Plain $Text) -creplace '[^0-9A-Za-z]'
    }

    function Get-ParameterName {
        param([string] $Command)
        (Get-Command $Command -Module InventoryTools).Parameters.Keys | Where-Object { $_ -notin $common }
    }

    function Get-Code {
        # The PowerShell of a page, block by block.
        param([string] $File)
        [regex]::Matches((Get-PageText $File), '(?ms)^```powershell\n(.*?)^```').ForEach({ $_.Groups[1].Value })
    }
}

Describe 'Get-Help' {
    It 'has a page for each command, and a command for each page' {
        $names = (Get-Command -Module InventoryTools).Name | Sort-Object
        (Get-ChildItem "$pages/*-*.md").BaseName | Sort-Object | Should -Be $names
        $maml.helpItems.command.details.name | Sort-Object | Should -Be $names
    }

    It 'has a page for each topic, and a topic for each page' {
        $topics = (Get-ChildItem "$help/about_*.help.txt").Name -replace '\.help\.txt$' | Sort-Object
        $topics | Should -Not -BeNullOrEmpty
        (Get-ChildItem "$pages/about_*.md").BaseName | Sort-Object | Should -Be $topics
    }

    Context '<_>' -ForEach $commands {
        BeforeAll {
            $name = $_
            $sections = Get-Section (Get-PageText "$pages/$name.md") '## '
            $parameters = Get-Section $sections['PARAMETERS'] '### -'
        }

        It 'has the parameters and aliases of the command on its page' {
            $parameters.Keys | Where-Object { $_ -ne 'CommonParameters' } | Should -Be (Get-ParameterName $name | Sort-Object)
            foreach ($parameter in Get-ParameterName $name) {
                $aliases = [regex]::Matches($parameters[$parameter], '(?<=Aliases:(\n- .*)*\n- ).*') | ForEach-Object Value
                $aliases | Sort-Object | Should -Be ((Get-Command $name).Parameters[$parameter].Aliases | Sort-Object) -Because $parameter
            }
        }

        It 'explains the command and each parameter' {
            $shown = Get-Help $name -Full
            $shown.Synopsis | Should -Not -BeLike "*$name*"
            ($shown.description.Text -join '').Trim() | Should -Not -BeNullOrEmpty
            $shown.inputTypes.inputType | Should -Not -BeNullOrEmpty
            $shown.returnValues.returnValue | Should -Not -BeNullOrEmpty
            @($shown.examples.example).Count | Should -BeGreaterOrEqual 2
            $shown.examples.example | Where-Object { -not $_.code } | Should -BeNullOrEmpty
            foreach ($parameter in Get-ParameterName $name) {
                ($shown.parameters.parameter | Where-Object name -eq $parameter).description.Text -join '' | Should -Not -BeNullOrEmpty -Because $parameter
            }
        }

        It 'says what the page says' {
            $command = $maml.helpItems.command | Where-Object { $_.details.name -eq $name }
            ConvertTo-Letter $command.details.description.InnerText | Should -BeExactly (ConvertTo-Letter $sections['SYNOPSIS'])
            ConvertTo-Letter $command.description.InnerText | Should -BeExactly (ConvertTo-Letter $sections['DESCRIPTION'])
            ConvertTo-Letter $command.alertSet.InnerText | Should -BeExactly (ConvertTo-Letter $sections['NOTES'])
            $command.parameters.parameter.name | Sort-Object | Should -Be (Get-ParameterName $name | Sort-Object)
            foreach ($parameter in $command.parameters.parameter) {
                ConvertTo-Letter $parameter.description.InnerText | Should -BeExactly (ConvertTo-Letter ($parameters[$parameter.name] -replace '(?s)```yaml.*')) -Because $parameter.name
            }

            $examples = $command.examples.example | ForEach-Object { ConvertTo-Letter ($_.introduction.InnerText + $_.code + $_.remarks.InnerText) }
            $examples | Should -BeExactly @((Get-Section $sections['EXAMPLES'] '### ').Values | ForEach-Object { ConvertTo-Letter $_ })
        }
    }

    Context 'pages' {
        It 'is made of them, to the letter, by build.ps1 -Task Help' {
            if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
                Set-ItResult -Skipped -Because 'the module Microsoft.PowerShell.PlatyPS is not installed'
                return
            }

            $null = & (Join-Path $RepositoryRoot src/InventoryTools.PowerShell/BuildHelp.ps1) -OutputPath "$TestDrive/help"
            foreach ($file in Get-ChildItem "$TestDrive/help") {
                Get-PageText (Join-Path $help $file.Name) | Should -BeExactly (Get-PageText $file.FullName) -Because $file.Name
            }
        }
    }

    Context 'topics' {
        BeforeAll {
            $made = "$TestDrive/topics"
            $null = & (Join-Path $RepositoryRoot src/InventoryTools.PowerShell/BuildHelp.ps1) -OutputPath $made -AboutOnly
        }

        It 'says in <_> what its page says' -ForEach $topics {
            $text = Get-PageText "$help/$_.help.txt"
            $text | Should -BeExactly (Get-PageText "$made/$_.help.txt")
            (Get-Help $_).Replace("`r`n", "`n") | Should -BeExactly $text
            # Get-Help lists the fifth line beside the name of the topic.
            $text.Split("`n")[4] | Should -Match '^    \S.*\.$'
        }
    }

    Context 'examples' {
        BeforeAll {
            # What the examples take for granted: files and stores of their names.
            $fixture = New-Item (Join-Path $TestDrive fixture) -ItemType Directory
            Push-Location $fixture
            @(
                'NodeId,Rack,Shelf,Owner,Serial'
                'mi-0123456789abcdef0,A1,3,Ann,SN-1001'
                'mi-0123456789abcdef0,A1,4,Bob,SN-1002'
                'mi-0fedcba9876543210,B7,12,Ann,SN-1003'
            ) | Set-Content fleet.csv
            Copy-Item fleet.csv racks.csv
            $racks = Import-Csv fleet.csv | New-InventoryItem Custom:RackInfo -InstanceIdProperty NodeId
            $application = [pscustomobject]@{ Name = 'openssl'; Version = '3.0.13' } | New-InventoryItem AWS:Application
            $location = @{ Site = 'Dublin'; Room = '4' } | New-InventoryItem Custom:Location
            $racks | Write-Inventory -Path fleet.db
            $application, $location | Write-Inventory -Path fleet.db -InstanceId mi-0123456789abcdef0, mi-0fedcba9876543210, i-0123456789abcdef0, i-0fedcba9876543210
            'yesterday.db', 'today.db' | ForEach-Object { Copy-Item fleet.db $_ }
            $racks[0] | ConvertTo-Json -Depth 5 | Set-Content agent.json
            $racks | Export-Inventory requests CliInputJson
            $racks | Export-Inventory bucket ResourceDataSync
            $racks | Export-Inventory more.jsonl JsonLines
            @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId mi-0123456789abcdef0 | Export-Inventory custom Agent
            '[production]', 'aws_access_key_id = AKIDEXAMPLE', 'aws_secret_access_key = secret', 'region = eu-west-1' | Set-Content credentials
            Pop-Location

            # And variables, and commands that this machine may not have.
            $prelude = @'
function aws {
    if ($args[1] -eq 'list-inventory-entries') {
        '{"TypeName":"AWS:Application","InstanceId":"i-0123456789abcdef0","SchemaVersion":"1.1","CaptureTime":"2026-01-31T12:00:00Z","Entries":[{"Name":"acl"}]}'
    }
}
function python3 {}
function Get-Service { [pscustomobject]@{ Name = 'spooler'; Status = 'Running'; StartType = 'Automatic' } }
function Get-Credential { [pscredential]::new('AKIDEXAMPLE', (ConvertTo-SecureString secret -AsPlainText -Force)) }
$ConfirmPreference = 'None'
Set-Location -LiteralPath $args[0]
$racks = Import-Csv fleet.csv | New-InventoryItem Custom:RackInfo -InstanceIdProperty NodeId
$items = $before = $after = $racks
$path = 'other.db'
$folder = 'custom'
'@
            # What goes before some of them, by a fragment of their code.
            $preparations = [ordered]@{
                '(Get-InventoryEndpoint 8040)'  = 'Start-InventoryEndpoint -Port 8040'
                'Stop-InventoryEndpoint 8040'   = 'Start-InventoryEndpoint -Port 8040'
                '$failed[0].Exception.Findings' = '$items[0].Content[1].Serial = "x" * 5000'
                '$path -ErrorAction Continue'   = '$items = Import-Csv fleet.csv | New-InventoryItem Custom:RackInfo -InstanceIdProperty NodeId'
                '$refused[0]'                   = '$items = @(1..18 | ForEach-Object { @{ Serial = "$_" } } | New-InventoryItem Custom:Part -InstanceId i-01234567); $items[0].Content[17].Serial = "x" * 5000'
                '$failed.TargetObject'          = '$env:AWS_ENDPOINT_URL = (Start-InventoryEndpoint -Fault InvalidInstanceId -FaultCount 1 -PassThru).Url'
            }
        }

        Context '<Page>' -ForEach $examples {
            It 'parses, and names commands, parameters and types that exist' {
                $foreign = 'aws', 'python3', 'exit', 'Get-Service'
                foreach ($code in Get-Code $File) {
                    $problems = $null
                    $ast = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $problems)
                    $problems | Should -BeNullOrEmpty
                    foreach ($call in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                        $name = $call.GetCommandName()
                        if ($name -notin $foreign) {
                            $command = Get-Command $name -ErrorAction SilentlyContinue
                            $command | Should -Not -BeNullOrEmpty -Because "$name is a command of an example"
                            foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                                $known = $command.Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
                                $parameter.ParameterName | Should -BeIn $known -Because $call.Extent.Text
                            }

                            $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call)
                            $bound.BindingExceptions.Values.BindingException.Message | Should -BeNullOrEmpty -Because $call.Extent.Text
                        }
                    }

                    foreach ($type in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.TypeConstraintAst] -or $args[0] -is [System.Management.Automation.Language.TypeExpressionAst] }, $true)) {
                        $type.TypeName.GetReflectionType() | Should -Not -BeNullOrEmpty -Because $type.Extent.Text
                    }
                }
            }

            It 'runs' {
                $folder = Join-Path $TestDrive $Page
                Copy-Item $fixture $folder -Recurse
                $region = Start-InventoryEndpoint (Join-Path $folder fleet.db) -PassThru
                $free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
                $free.Start()
                $replaced = [ordered]@{
                    'Import-Module InventoryTools'        = "Import-Module '$ModulePath'"
                    'Import-Module ./InventoryTools.psd1' = "Import-Module '$ModulePath'"
                    'C:\ProgramData\Jobs\'                = ''
                    'C:\Jobs\'                           = ''
                    '/var/lib/amazon/ssm/mi-0123456789abcdef0/inventory/custom' = 'custom'
                    'http://127.0.0.1:8080'               = $region.Url
                    'https://vpce-0123456789abcdef0-abcdefgh.ssm.eu-west-1.vpce.amazonaws.com' = $region.Url
                    '8040'                                = $free.LocalEndpoint.Port
                    '-StartJitter 300'                    = '-StartJitter 0'
                    '{ exit 1 }'                          = '{ throw "$failed" }'
                }
                $free.Stop()

                # A region is an endpoint of this machine.
                $environment = @{
                    AWS_SHARED_CREDENTIALS_FILE = Join-Path $folder credentials
                    AWS_ENDPOINT_URL            = $region.Url
                    AWS_ACCESS_KEY_ID           = 'rehearsal'
                    AWS_SECRET_ACCESS_KEY       = 'rehearsal'
                    AWS_REGION                  = 'eu-west-1'
                    AWS_SSM_INSTANCE_ID         = 'mi-0123456789abcdef0'
                    AWS_ENDPOINT_URL_SSM        = $null
                    AWS_DEFAULT_REGION          = $null
                }
                $saved = @{}
                $session = New-Session
                try {
                    foreach ($name in @($environment.Keys)) {
                        $saved[$name] = [System.Environment]::GetEnvironmentVariable($name)
                        [System.Environment]::SetEnvironmentVariable($name, $environment[$name])
                    }

                    foreach ($example in @($prelude) + (Get-Code $File)) {
                        $code = @(@($preparations.Keys | Where-Object { $example.Contains($_) } | ForEach-Object { $preparations[$_] }) + $example) -join "`n"
                        $replaced.Keys | ForEach-Object { $code = $code.Replace($_, $replaced[$_]) }
                        $shell = New-Pipeline $session $code $folder
                        try {
                            $null = $shell.Invoke()
                            # An example of a refused item shows its error.
                            $shell.Streams.Error | Where-Object { -not ($code -match '-ErrorVariable' -and $_.FullyQualifiedErrorId -like 'ValidationException,*') } |
                                Should -BeNullOrEmpty -Because $code
                        }
                        finally {
                            $shell.Dispose()
                        }
                    }
                }
                finally {
                    $session.Dispose()
                    $region | Stop-InventoryEndpoint
                    foreach ($name in $saved.Keys) { [System.Environment]::SetEnvironmentVariable($name, $saved[$name]) }
                }
            }
        }
    }
}
