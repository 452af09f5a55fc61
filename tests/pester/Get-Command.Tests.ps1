BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $commands = Get-Command -Module InventoryTools
    $common = [System.Management.Automation.Cmdlet]::CommonParameters

    function Get-Ordered {
        # The same order in every culture.
        param([string[]] $Name)
        $sorted = [string[]] @($Name)
        [array]::Sort($sorted, [System.StringComparer]::Ordinal)
        $sorted
    }

    function Get-Surface {
        # Lines about a command: its output, its parameters, and the sets of each.
        param([System.Management.Automation.CmdletInfo] $Command)
        "$($Command.Name) -> $($Command.OutputType.Name -join ', ')"
        foreach ($name in Get-Ordered ($Command.Parameters.Keys | Where-Object { $_ -notin $common })) {
            $parameter = $Command.Parameters[$name]
            "  -$name [$($parameter.ParameterType.ToString())]$(-join @(if ($parameter.Aliases.Count) { Get-Ordered $parameter.Aliases | ForEach-Object { " alias $_" } }))"
            foreach ($set in Get-Ordered $parameter.ParameterSets.Keys) {
                $place = $parameter.ParameterSets[$set]
                @(
                    "    ${set}: $(if ($place.Position -eq [int]::MinValue) { 'named' } else { "position $($place.Position)" })"
                    if ($place.IsMandatory) { 'mandatory' }
                    if ($place.ValueFromPipeline) { 'from pipeline' }
                    if ($place.ValueFromPipelineByPropertyName) { 'from property' }
                ) -join ', '
            }
        }
    }
}

Describe 'Get-Command' {
    It 'lists the commands, parameters and sets of PublicSurface.txt, which scripts depend on' {
        $snapshot = "$PSScriptRoot/PublicSurface.txt"
        $surface = Get-Ordered $commands.Name | ForEach-Object { Get-Surface (Get-Command $_ -Module InventoryTools) }
        if ($env:INVENTORYTOOLS_UPDATE_SNAPSHOTS -eq '1') {
            [System.IO.File]::WriteAllText($snapshot, ($surface -join "`n") + "`n")
        }

        # One text shows where they differ, and a hundred lines do not.
        $surface -join "`n" | Should -BeExactly ([System.IO.File]::ReadAllLines($snapshot) -join "`n")
    }

    It 'lists what the manifest exports' {
        $manifest = Test-ModuleManifest $ModulePath
        Get-Ordered $commands.Name | Should -Be (Get-Ordered $manifest.ExportedCommands.Keys)
        $commands.CommandType | Sort-Object -Unique | Should -Be Cmdlet
    }

    It 'shows no parameter with the name of an alias of a common parameter' {
        $aliases = 'vb', 'db', 'ea', 'wa', 'infa', 'proga', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv', 'wi', 'cf'
        $common = $common + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $names = $commands | ForEach-Object { $_.Parameters.Values } | Where-Object Name -NotIn $common | ForEach-Object { $_.Name; $_.Aliases }
        $names | Should -Not -BeNullOrEmpty
        $names | Where-Object { $_ -in $aliases } | Should -BeNullOrEmpty
    }
}

Describe 'TabExpansion2' {
    It 'completes <Typed>' -ForEach @(
        @{ Typed = 'New-InventoryItem AWS:App'; Completed = 'AWS:Application' }
        @{ Typed = 'New-InventoryItem -TypeName ''aws:net'; Completed = '''AWS:Network''' }
        @{ Typed = 'Get-InventoryRule captureTimeP'; Completed = 'CaptureTimePattern' }
    ) {
        Get-Completion $Typed | Should -BeExactly $Completed
    }
}
