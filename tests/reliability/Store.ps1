#Requires -Version 7.4
<#
.SYNOPSIS
Faults of processes that use a store: kills, a store that is moved away, and many writers and readers.
.DESCRIPTION
After each fault: PRAGMA integrity_check is ok, everything that was acknowledged is there, what was not is wholly absent
or wholly present, and the next command works. Returns one object for each fault.
.EXAMPLE
pwsh tests/reliability/Store.ps1 -Times 200

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

function Test-WriterKill([string] $Folder, [int] $Longest) {
    $store = Join-Path $Folder store.db
    $acknowledged = Stop-Worker (Start-Worker (Get-WriterScript $store)) -AfterMilliseconds $random.Next($Longest)
    Assert-Store $store -Acknowledged $acknowledged
}

$faults = [ordered]@{
    'kill of Write-Inventory -Path' = { param($folder) Test-WriterKill $folder 1500 }

    'kill at the creation of a store' = { param($folder) Test-WriterKill $folder 250 }

    'kill of Write-Inventory on a store in use' = {
        param($folder)
        $store = Join-Path $folder store.db
        $before = Wait-Worker (Start-Worker (Get-WriterScript $store -Count 500))
        $reader = Start-InventoryEndpoint $store -PassThru
        try {
            $more = Stop-Worker (Start-Worker (Get-WriterScript $store -First 500)) -AfterMilliseconds $random.Next(700)
        }
        finally {
            $reader | Stop-InventoryEndpoint
        }

        Assert-Store $store -Acknowledged ($before + $more)
    }

    'kill of Remove-Inventory' = {
        param($folder)
        $store = Join-Path $folder store.db
        1..2000 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:x17}' -f $_; Text = 'x' * 500 } } |
            New-InventoryItem Custom:Gone -InstanceIdProperty Node | Write-Inventory -Path $store
        $kept = Wait-Worker (Start-Worker (Get-WriterScript $store -Count 100))
        $lines = Stop-Worker (Start-Worker "Remove-Inventory Custom:Gone -Path '$store' -Confirm:`$false; [Console]::Out.WriteLine('removed')") -AfterMilliseconds $random.Next(400)
        $left = @(Get-Inventory Custom:Gone -Path $store -ErrorAction Ignore).Count
        $deletions = @(Get-InventoryDeletion -Path $store).Count
        Assert-Fault (($left -eq 2000 -and $deletions -eq 0) -or ($left -eq 0 -and $deletions -eq 1)) "$left items and $deletions deletions are there"
        Assert-Fault ($left -eq 0 -or 'removed' -notin $lines) 'what was removed is there'
        Assert-Store $store -Acknowledged $kept
    }

    'kill of Remove-Inventory -InstanceId' = {
        param($folder)
        $store = Join-Path $folder store.db
        $items = 1..2000 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:x17}' -f $_; Text = 'x' * 500 } } |
            New-InventoryItem Custom:Gone -InstanceIdProperty Node
        $items | Write-Inventory -Path $store
        $kept = Wait-Worker (Start-Worker (Get-WriterScript $store -Count 100))
        # Each batch of 500 is one verbose line.
        $removed = @(Stop-Worker (Start-Worker "& { param(`$Nodes) Remove-Inventory Custom:Gone -InstanceId `$Nodes -Path '$store' -Confirm:`$false -Verbose 4>&1 |
            ForEach-Object { if (`"`$_`" -like 'Removed*') { [Console]::Out.WriteLine('removed') } } } (1..2000 | ForEach-Object { 'i-{0:x17}' -f `$_ })") -AfterMilliseconds $random.Next(1000)).Count
        $left = @(Get-Inventory Custom:Gone -Path $store -ErrorAction Ignore)
        $gone = 2000 - $left.Count
        Assert-Fault ($gone % 500 -eq 0 -and $gone -ge 500 * $removed) "$gone items are gone, $removed batches were removed"
        $other = @($left | Where-Object { $_.InstanceId -ne $items[$gone++].InstanceId -or $_.Content[0].Text -ne 'x' * 500 })
        Assert-Fault ($other.Count -eq 0) "$($other.Count) items are there in part or out of order"
        Assert-Fault (@(Get-InventoryDeletion -Path $store).Count -eq 0) 'a deletion of the type was recorded'
        $again = @($items | Write-Inventory -Path $store -PassThru)
        $created = @($again | Where-Object Status -EQ Created).Count
        Assert-Fault ($created -eq 2000 - $left.Count -and $again.Count -eq 2000) "$created items were written again"
        Assert-Store $store -Acknowledged $kept
    }

    'kill of the migration of an older store' = {
        param($folder)
        $store = Join-Path $folder store.db
        # The tables of version 1, as docs/service-behaviour.md and StoreSchema have them.
        $null = Invoke-Sql $store @'
CREATE TABLE node (node_id INTEGER PRIMARY KEY, instance_id TEXT NOT NULL UNIQUE);
CREATE TABLE type (type_id INTEGER PRIMARY KEY, type_name TEXT NOT NULL UNIQUE);
CREATE TABLE item (item_id INTEGER PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node,
    type_id INTEGER NOT NULL REFERENCES type, schema_version TEXT NOT NULL, capture_time TEXT NOT NULL,
    content_hash TEXT NOT NULL, context TEXT, content TEXT NOT NULL, UNIQUE (node_id, type_id));
PRAGMA journal_mode = WAL;
BEGIN;
INSERT INTO type VALUES (1, 'Custom:Fault');
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
INSERT INTO node SELECT i + 1, printf('i-%017x', i) FROM n;
INSERT INTO item SELECT node_id, node_id, 1, '1.0', '2026-01-01T00:00:00Z', 'h', NULL,
    '[{"Node":"' || instance_id || '"},{"Node":"' || instance_id || '"},{"Node":"' || instance_id || '"}]' FROM node;
PRAGMA application_id = 1231976020; PRAGMA user_version = 1;
COMMIT;
'@
        $null = Stop-Worker (Start-Worker (Get-WriterScript $store -First 5000 -Count 1)) -AfterMilliseconds $random.Next(500)
        Assert-Store $store -Acknowledged (0..4999 | ForEach-Object { 'i-{0:x17}' -f $_ })
    }

    'a store that is moved away, replaced or cut short under its writer' = {
        param($folder, $n)
        if ($IsWindows) { return 'skipped: Windows does not let an open file be moved' }
        $store = Join-Path $folder store.db
        $worker = Start-Worker (Get-WriterScript $store)
        $acknowledged = [System.Collections.Generic.List[string]]::new()
        1..(200 + $random.Next(500)) | ForEach-Object { $acknowledged.Add($worker.StandardOutput.ReadLine()) }
        switch ($n % 6) {
            0 { [System.IO.File]::Move($store, "$store.moved") }
            1 { [System.IO.File]::Delete($store) }
            2 { $null = Invoke-Sql "$store.new" 'CREATE TABLE x (y)'; [System.IO.File]::Move("$store.new", $store, $true) }
            3 { [System.IO.File]::Delete("$store-wal") }
            4 { [System.IO.File]::Delete("$store-shm") }
            5 { $log = [System.IO.File]::Open("$store-wal", 'Open', 'Write', 'ReadWrite'); $log.SetLength($log.Length / 2); $log.Dispose() }
        }

        $rest = Wait-Worker $worker
        Assert-Fault ($rest[-1] -like 'error StoreReplaced,*') "the writer ended with $($rest[-1])"
        $acknowledged.AddRange([string[]] @($rest | Select-Object -SkipLast 1))
        switch ($n % 6) {
            0 { [System.IO.File]::Move("$store.moved", $store); Assert-Store $store -Acknowledged $acknowledged }
            { $_ -in 3, 4 } { Assert-Store $store -Acknowledged $acknowledged }
            5 { Assert-Store $store }
        }
    }

    'many writers and readers' = {
        param($folder)
        $store = Join-Path $folder store.db
        $writers = 0..2 | ForEach-Object { Start-Worker (Get-WriterScript $store -First ($_ * 100000) -Count 300) }
        $reads = 0
        while ($writers.Where({ -not $_.HasExited })) {
            if (Test-Path $store) { $null = Get-InventoryEntry -Path $store -ErrorAction Stop; $reads++ }
        }

        $acknowledged = $writers | ForEach-Object { Wait-Worker $_ }
        Assert-Fault ($acknowledged.Count -eq 900) "$($acknowledged.Count) of 900 items were written: $($acknowledged -like 'error*')"
        Assert-Store $store -Acknowledged $acknowledged
    }
}

foreach ($name in $faults.Keys) {
    if ($Fault.Where({ $name -like $_ })) {
        Invoke-Fault $name -Times $Times -Round $faults[$name]
    }
}
