<#
The whole job: objects made in a script, one item for each node, into a new store. Prints the time and the largest
working set of the process. It runs in PowerShell 7 and in Windows PowerShell.
#>
[CmdletBinding()]
param(
    [int] $Nodes = 100000,
    [int] $EntriesPerNode = 10
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../InventoryTools.psd1"
$path = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [guid]::NewGuid().ToString('N') + '.db')
try {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & {
        for ($node = 0; $node -lt $Nodes; $node++) {
            $id = 'i-{0:x17}' -f $node
            for ($entry = 0; $entry -lt $EntriesPerNode; $entry++) {
                [pscustomobject]@{
                    NodeId        = $id
                    Name          = "package-$entry"
                    Version       = "1.$node.$entry"
                    Publisher     = 'Example & Sons'
                    Architecture  = 'x86_64'
                    InstalledTime = '2026-01-01T00:00:00Z'
                }
            }
        }
    } | New-InventoryItem Custom:Package -InstanceIdProperty NodeId | Write-Inventory -Path $path
    $watch.Stop()

    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    [pscustomobject]@{
        Nodes   = $Nodes
        Entries = $Nodes * $EntriesPerNode
        Seconds = [math]::Round($watch.Elapsed.TotalSeconds, 1)
        PeakMB  = [math]::Round($process.PeakWorkingSet64 / 1MB)
        StoreMB = [math]::Round([System.IO.FileInfo]::new($path).Length / 1MB)
    }
}
finally {
    foreach ($suffix in '', '-wal', '-shm') {
        [System.IO.File]::Delete($path + $suffix)
    }
}
