#Requires -Version 7.4
<#
.SYNOPSIS
Faults of exports: kills, and a full disk.
.DESCRIPTION
After each fault: every file is whole and is the old or a new one, nothing that an export reported as done is older than
that, the next export works, and it leaves no temporary file. Rounds take one format after the other. Returns one object
for each fault.
.EXAMPLE
pwsh tests/reliability/Export.ps1 -Times 200

Each fault 200 times; a kill takes about two seconds.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 100000)]
    [int] $Times = 5,

    # The faults, as wildcards.
    [string[]] $Fault = '*',

    [int] $Seed = 1
)

. (Join-Path $PSScriptRoot Store.Common.ps1)
$random = [System.Random]::new($Seed)
$formats = 'JsonLines', 'Agent', 'CliInputJson', 'ResourceDataSync'

# Exports one generation: 20 types, of one node for the agent and of three for the other formats, with 30 entries each.
$exporter = {
    function Export-Generation([string] $Path, [string] $Format, [int] $Generation) {
        $nodes = if ($Format -eq 'Agent') { 1 } else { 3 }
        & {
            foreach ($node in 1..$nodes) {
                foreach ($type in 1..20) {
                    1..30 | ForEach-Object { [pscustomobject] @{ Generation = $Generation; Text = 'x' * 200; N = $_ } } |
                        New-InventoryItem "Custom:T$type" -InstanceId "i-0000000$node" -CaptureTime 2026-01-31
                }
            }
        } | Export-Inventory $Path $Format
    }
}
. $exporter

function Get-FileName([string] $Folder) {
    Get-ChildItem -LiteralPath $Folder -Recurse -File -Force | ForEach-Object { [System.IO.Path]::GetRelativePath($Folder, $_.FullName) } | Sort-Object
}

function Assert-Export([string] $Path, [string] $Format, [int] $Oldest, [int] $Newest = [int]::MaxValue) {
    $items = @(Import-Inventory $Path $Format -ErrorAction Stop -WarningAction Stop)
    $expected = if ($Format -eq 'Agent') { 20 } else { 60 }
    Assert-Fault ($items.Count -eq $expected) "$($items.Count) of $expected items are there ($Format)"
    foreach ($item in $items) {
        $generation = @($item.Content.Generation | Select-Object -Unique)
        Assert-Fault ($item.Content.Count -eq 30 -and $generation.Count -eq 1) "$item is there in part ($Format)"
        Assert-Fault ([int] $generation[0] -ge $Oldest -and [int] $generation[0] -le $Newest) "$item is of export $generation, not of $Oldest or later ($Format)"
    }

    $all = @($items.Content.Generation | Select-Object -Unique)
    Assert-Fault ($Format -ne 'JsonLines' -or $all.Count -eq 1) "the file has items of exports $all"
}

function Assert-NextExport([string] $Folder, [string] $Path, [string] $Format, [string[]] $Names) {
    Export-Generation $Path $Format 1000000
    Assert-Export $Path $Format -Oldest 1000000
    $left = Get-FileName $Folder
    Assert-Fault ("$left" -eq "$Names") "after the next export the files are $left ($Format)"
}

$faults = [ordered] @{
    'kill of Export-Inventory' = {
        param($folder, $round)
        $format = $formats[$round % 4]
        $path = Join-Path $folder export.jsonl
        Export-Generation $path $format 0
        $names = Get-FileName $folder
        $done = Stop-Worker (Start-Worker "$exporter
            for (`$n = 1; ; `$n++) { Export-Generation '$path' $format `$n; [Console]::Out.WriteLine(`$n) }") -AfterMilliseconds $random.Next(1500)
        Assert-Fault ("$done" -notmatch 'error') "the export ended with $done"
        Assert-Export $path $format -Oldest ([int] ($done | Select-Object -Last 1))
        Assert-NextExport $folder $path $format $names
    }

    'a full disk under Export-Inventory' = {
        param($folder, $round)
        $format = $formats[$round % 4]
        $disk = (New-Item (Join-Path $folder disk) -ItemType Directory).FullName
        if (-not $IsLinux -or $(mount -t tmpfs -o size=1m none $disk 2>&1; $LASTEXITCODE)) { return 'skipped: no disk can be mounted' }
        try {
            $path = Join-Path $disk export.jsonl
            Export-Generation $path $format 0
            $names = Get-FileName $disk
            $free = ([System.IO.DriveInfo]::new($disk)).AvailableFreeSpace
            [System.IO.File]::WriteAllBytes("$disk/filler", [byte[]]::new([math]::Max(0, $free - $random.Next(100000))))
            $failed = $null
            try { Export-Generation $path $format 1 } catch { $failed = $_ }
            if ($failed) {
                Assert-Fault ($failed.FullyQualifiedErrorId -like 'FileFailed,*' -and "$failed" -match 'No file was changed\. Free space there') "the error is $failed"
            }

            Assert-Export $path $format -Oldest $(if ($failed) { 0 } else { 1 }) -Newest 1
            $left = Get-FileName $disk | Where-Object { $_ -ne 'filler' }
            Assert-Fault ("$left" -eq "$names") "after the failure the files are $left"
            Remove-Item "$disk/filler"
            Assert-NextExport $disk $path $format $names
        }
        finally {
            umount $disk
        }
    }
}

foreach ($name in $faults.Keys) {
    if ($Fault.Where({ $name -like $_ })) {
        Invoke-Fault $name -Times $Times -Round $faults[$name]
    }
}
