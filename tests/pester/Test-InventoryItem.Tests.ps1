BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Test-InventoryItem' {
    It 'says yes or no' {
        New-InventoryItem Custom:X | Test-InventoryItem | Should -BeTrue
        New-InventoryItem custom:X | Test-InventoryItem | Should -BeFalse
    }

    It 'takes an item that has been through JSON' {
        $item = [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
        $item | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Test-InventoryItem | Should -BeTrue
    }

    It 'shows everything that is wrong as a table' {
        $text = [pscustomobject]@{ Serial = 'x' * 5000 } | New-InventoryItem custom:X -CaptureTime now | Test-InventoryItem -Detailed | Get-Text
        $text | Should -Match 'Severity\s+RuleId\s+Path\s+Actual, Limit'
        $text | Should -Match 'Error\s+TypeNamePattern\s+TypeName'
        $text | Should -Match 'Error\s+CaptureTimePattern'
        $text | Should -Match 'Error\s+AttributeValueLength\s+Content\[0\]\.Serial\s+5000 characters, allowed:\s+at most 4096'
    }

    It 'proposes the nearest of the types that AWS defines: <_>' -ForEach 'AWS:Aplication', 'aws:application', 'Application' {
        $finding = @{ Name = 'x' } | New-InventoryItem $_ -InstanceId i-01234567 -SchemaVersion 1.1 | Test-InventoryItem -Detailed
        $finding.RuleId | Should -Be $(if ($_ -clike 'AWS:*') { 'AwsTypeUnknown' } else { 'TypeNamePattern' })
        $finding.Message | Should -Match "type of your own\. Did you mean 'AWS:Application'\?$"
        (New-InventoryItem AWS:Nothing | Test-InventoryItem -Detailed).Message | Should -Match 'type of your own\.$'
    }

    It 'says what to type for a day, which is text at the prompt' {
        $finding = New-InventoryItem Custom:X -CaptureTime 2026-01-31 | Test-InventoryItem -Detailed
        $finding.Message | Should -Be ("CaptureTime: '2026-01-31', allowed: yyyy-MM-ddTHH:mm:ssZ in UTC, of the years 2000 to 2099. " +
            'Write it as in 2026-01-31T12:00:00Z. New-InventoryItem takes a day in local time as -CaptureTime (Get-Date 2026-01-31).')
        New-InventoryItem Custom:X -CaptureTime (Get-Date 2026-01-31) | Test-InventoryItem | Should -BeTrue
        New-InventoryItem Custom:X -CaptureTime 2026-01-31T12:00:00Z | Test-InventoryItem | Should -BeTrue
    }

    Context 'parameters' {
        BeforeAll {
            $good = New-InventoryItem Custom:X
            $bad = New-InventoryItem custom:x
        }

        It 'takes items <Name>' -ForEach @(
            @{ Name = 'from the pipeline'; Script = { $good, $bad | Test-InventoryItem } }
            @{ Name = 'by position'; Script = { Test-InventoryItem $good, $bad } }
            @{ Name = 'as a list of .NET'; Script = { Test-InventoryItem ([System.Collections.Generic.List[object]] @($good, $bad)) } }
            @{ Name = 'as one object of the pipeline'; Script = { , @($good, $bad) | Test-InventoryItem } }
            @{ Name = 'by the alias -Item'; Script = { Test-InventoryItem -Item $good, $bad } }
        ) {
            & $Script | Should -Be $true, $false
        }
    }

    Context 'shapes of an item' {
        BeforeAll {
            # The public members of Amazon.SimpleSystemsManagement.Model.InventoryItem.
            class SdkItem {
                [string] $CaptureTime = '2026-01-31T12:00:00Z'
                [System.Collections.Generic.List[System.Collections.Generic.Dictionary[string, string]]] $Content
                [string] $ContentHash = [System.Management.Automation.Language.NullString]::Value
                [System.Collections.Generic.Dictionary[string, string]] $Context = [System.Collections.Generic.Dictionary[string, string]]::new()
                [string] $SchemaVersion = '1.0'
                [string] $TypeName = 'Custom:X'

                SdkItem() {
                    $entry = [System.Collections.Generic.Dictionary[string, string]]::new()
                    $entry['A'] = '1'
                    $this.Content = [System.Collections.Generic.List[System.Collections.Generic.Dictionary[string, string]]]::new()
                    $this.Content.Add($entry)
                }
            }
        }

        It 'takes <Name>' -ForEach @(
            @{ Name = 'a hashtable with one entry'
                Item = { @{ TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = @{ A = 1 } } } }
            @{ Name = 'a hashtable in lower case, with a number, a date and several entries'
                Item = { @{ typename = 'Custom:X'; schemaversion = 1.5; capturetime = [datetime]::UtcNow; content = @(@{ A = 1 }, [pscustomobject]@{ A = $null }) } } }
            @{ Name = 'an object with members that are null'
                Item = { [pscustomobject]@{ InstanceId = $null; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'
                    Content = @([pscustomobject]@{ A = 'x' }); ContentHash = $null; Context = $null } } }
            @{ Name = 'a hash without content'
                Item = { @{ TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; ContentHash = 'abc' } } }
            @{ Name = 'an object of the shape that the AWS SDK has'; Item = { [SdkItem]::new() } }
        ) {
            & $Item | Test-InventoryItem | Should -BeTrue
        }

        It 'refuses <Name>, and says where it fails' -ForEach @(
            @{ Name = 'a hashtable without a type'; Item = { @{ SchemaVersion = '1.0' } }; Part = 'no TypeName' }
            @{ Name = 'a member that an item does not have'; Item = { @{ TypeName = 'Custom:X'; Contents = 1 } }; Part = "'Contents'" }
            @{ Name = 'content that is text'; Item = { @{ TypeName = 'Custom:X'; Content = 'text' } }; Part = 'Content[0]' }
            @{ Name = 'an entry that is a number'; Item = { @{ TypeName = 'Custom:X'; Content = @(@{ A = 1 }, 5) } }; Part = 'Content[1]' }
            @{ Name = 'a value that is a script block'; Item = { @{ TypeName = 'Custom:X'; Content = @(@{ A = { 1 } }) } }
                Part = 'Content[0].A: The value is a script block' }
            @{ Name = 'one name twice'; Item = { @{ TypeName = 'Custom:X'; Content = @(@{ 1 = 'x'; $('1') = 'y' }) } }; Part = 'twice' }
            @{ Name = 'text'; Item = { 'text' }; Part = 'String' }
            @{ Name = 'null'; Item = { $null }; Part = 'null' }
        ) {
            $result = & $Item | Test-InventoryItem -ErrorVariable problem -ErrorAction SilentlyContinue
            $result | Should -BeNullOrEmpty
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'NotAnInventoryItem,InventoryTools.Cmdlets.TestInventoryItemCommand'
            $problem[0].CategoryInfo.Category | Should -Be InvalidArgument
            "$problem".Contains($Part) | Should -BeTrue -Because "$problem"
        }
    }

    Context 'findings' {
        It 'lists all of them, warnings too' {
            $findings = [pscustomobject]@{ Name = 'x'; Colour = 'red'; Serial = 'x' * 5000 } |
                New-InventoryItem AWS:Network -InstanceId web-1 -SchemaVersion 9.9 | Test-InventoryItem -Detailed
            $findings.RuleId | Should -Be 'InstanceIdPattern', 'SchemaVersionUnsupported', 'AwsAttributeUnknown', 'AwsAttributeUnknown', 'AttributeValueLength'
            $findings.Severity | Should -Be 'Error', 'Error', 'Warning', 'Warning', 'Error'
            $findings.Path | Should -Be 'InstanceId', 'SchemaVersion', 'Content[0].Colour', 'Content[0].Serial', 'Content[0].Serial'
            $findings[-1].Actual | Should -Be '5000 characters'
            $findings.InstanceId | Select-Object -Unique | Should -Be 'web-1'
        }

        It 'finds nothing in a valid item' {
            New-InventoryItem Custom:X | Test-InventoryItem -Detailed | Should -BeNullOrEmpty
        }

        It 'does not refuse an item for a warning' {
            $item = [pscustomobject]@{ Colour = 'red' } | New-InventoryItem AWS:Network
            ($item | Test-InventoryItem -Detailed).Severity | Should -Be 'Warning'
            $item | Test-InventoryItem | Should -BeTrue
        }

        It 'shows the item of each finding, and every limit, in a window of 80 columns' {
            $items = 'web-1', 'web-2' | ForEach-Object {
                New-InventoryItem AWS:Network -InstanceId $_ -SchemaVersion 9.9 -InputObject @{ Description = 'y' * 5000 }
            }
            $findings = @($items | Test-InventoryItem -Detailed)
            $text = $findings | Get-Text
            $text | Should -Match 'Item: web-1 AWS:Network'
            $text | Should -Match 'Item: web-2 AWS:Network'
            $text | Should -Match '(?m)^Error    SchemaVersionUnsupported SchemaVersion '
            # The cells of the last column, one under the other. Where they break depends on the culture.
            $cells = ($text -split '\r?\n' | Where-Object Length -GT 53 | ForEach-Object { $_.Substring(53) }) -join '' -replace '\s'
            foreach ($finding in $findings) {
                $cells.Contains("$($finding.Actual),allowed:$($finding.Limit)" -replace '\s') | Should -BeTrue -Because "$finding"
            }
        }
    }
}
