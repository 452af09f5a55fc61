#Requires -Version 7.4
<#
.SYNOPSIS
Faults of the files of a store: damage, a full or read-only disk, rights, and a clock that is set back.
.DESCRIPTION
Each use of a damaged store works or ends with the one typed error that names the file. After each other fault: PRAGMA
integrity_check is ok, everything that was acknowledged is there, what was not is wholly absent or wholly present, and
the next command works. Returns one object for each fault.
.EXAMPLE
pwsh tests/reliability/StoreFiles.ps1 -Times 1000

Each fault 1,000 times.
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

function New-Store([string] $Path) {
    # A store with two types, a deletion and a ledger.
    $items = 1..60 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:x17}' -f $_; Text = 'x' * 300 } }
    $items | New-InventoryItem Custom:Kept -InstanceIdProperty Node | Write-Inventory -Path $Path
    $items | New-InventoryItem Custom:Gone -InstanceIdProperty Node | Write-Inventory -Path $Path
    Remove-Inventory Custom:Gone -Path $Path -Confirm:$false
    Sync-Inventory $Path -EndpointUrl $endpoint.Url | Out-Null
}

# Every command that opens a store.
$commands = @(
    { Get-Inventory -Path $store }
    { Get-Inventory -Path $store -Aggregator AWS:InstanceInformation.PlatformType }
    { Get-InventoryEntry -Path $store }
    { Get-InventorySchema -Path $store }
    { Get-InventoryDeletion -Path $store }
    { Get-Inventory -Path $store | Export-Inventory (Join-Path $folder out.jsonl) -Format JsonLines }
    { Compare-Inventory -ReferencePath $store -DifferencePath $whole }
    { Sync-Inventory $store -EndpointUrl $endpoint.Url }
    { @{ A = 1 } | New-InventoryItem Custom:Kept -InstanceId 'i-00000000000000007' | Write-Inventory -Path $store }
    { @{ A = 1 } | New-InventoryItem Custom:New -InstanceId i-01234567 | Write-Inventory -Path $store }
    { Remove-Inventory Custom:Kept -Path $store -Confirm:$false }
    {
        $served = Start-InventoryEndpoint $store -PassThru
        try { Get-Inventory -EndpointUrl $served.Url -RetryTimeoutSec 0 } finally { $served | Stop-InventoryEndpoint }
    }
)

function Test-Damage([string] $Folder, [scriptblock] $Damage) {
    # The files of a whole store, of which some are damaged, for one command after the other.
    $whole = Join-Path $Folder whole.db
    $store = Join-Path $Folder store.db
    New-Store $whole
    foreach ($command in $commands) {
        Get-ChildItem $Folder -Filter 'store.db*' | Remove-Item
        & $Damage $whole $store
        try {
            $null = & $command 2>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.ErrorRecord]) { Test-DamageError $_ $command }
            }
        }
        catch {
            Test-DamageError $_ $command
        }
    }
}

function Test-DamageError($Record, $Command) {
    # An error of the store names it. Others are those of a node or type that a damaged index does not find any more.
    $id = $Record.FullyQualifiedErrorId -replace ',.*'
    $isTyped = ($id -like 'Store*' -and "$Record".Contains('store.db')) -or $id -in @(
        'InventoryNotFound', 'SchemaNotFound', 'InvalidTypeNameException', 'InternalServerError', 'NodesNotRead',
        'ValidationException', 'NotAnInventoryItem', 'InvalidItemContentException')
    Assert-Fault $isTyped "$Command ended with $id ($($Record.Exception.GetType().Name)): $Record"
}

function Edit-Byte([string] $Path, [int] $Count, [int] $Within = [int]::MaxValue) {
    $bytes = [System.IO.File]::ReadAllBytes($Path)
    if ($bytes.Length -eq 0) { return }
    for ($i = 0; $i -lt $Count; $i++) {
        $at = $random.Next([math]::Min($bytes.Length, $Within))
        $bytes[$at] = $bytes[$at] -bxor $random.Next(1, 256)
    }

    [System.IO.File]::WriteAllBytes($Path, $bytes)
}

function Copy-Hot([string] $From, [string] $To) {
    # The files as a killed process leaves them, with a log that was not copied into the database.
    $writer = Start-InventoryEndpoint $From -PassThru
    try {
        @{ A = 2 } | New-InventoryItem Custom:Kept -InstanceId i-89abcdef | Write-Inventory -Path $From
        foreach ($end in '', '-wal', '-shm') { Copy-Item "$From$end" "$To$end" }
    }
    finally {
        $writer | Stop-InventoryEndpoint
    }
}

function Test-SmallDisk([string] $Folder, [scriptblock] $Round) {
    $disk = (New-Item (Join-Path $Folder disk) -ItemType Directory).FullName
    if (-not $IsLinux) { return 'skipped: needs Linux' }
    & mount -t tmpfs -o size=1m none $disk 2>$null
    if ($LASTEXITCODE -ne 0) { return 'skipped: this account may not mount a disk' }
    try { & $Round $disk } finally { & umount -l $disk }
}

$faults = [ordered]@{
    'random bytes of the database' = { param($folder, $n) Test-Damage $folder { Copy-Item $args[0] $args[1]; Edit-Byte $args[1] -Count (1 + $n % 30) } }

    'random bytes at the beginning of a page' = {
        param($folder)
        Test-Damage $folder {
            Copy-Item $args[0] $args[1]
            $bytes = [System.IO.File]::ReadAllBytes($args[1])
            $page = 4096 * $random.Next($bytes.Length / 4096)
            0..(1 + $random.Next(40)) | ForEach-Object { $bytes[$page + $_] = $random.Next(256) }
            [System.IO.File]::WriteAllBytes($args[1], $bytes)
        }
    }

    'a database that is cut short' = {
        param($folder)
        Test-Damage $folder {
            $bytes = [System.IO.File]::ReadAllBytes($args[0])
            [System.IO.File]::WriteAllBytes($args[1], $bytes[0..$random.Next($bytes.Length)])
        }
    }

    'random bytes of the log' = { param($folder, $n) Test-Damage $folder { Copy-Hot $args[0] $args[1]; Edit-Byte "$($args[1])-wal" -Count (1 + $n % 5) } }

    'random bytes of the index of the log' = { param($folder) Test-Damage $folder { Copy-Hot $args[0] $args[1]; Edit-Byte "$($args[1])-shm" -Count 20 -Within 200 } }

    'a full disk' = {
        param($folder)
        Test-SmallDisk $folder {
            param($disk)
            $store = Join-Path $disk store.db
            $lines = @(Wait-Worker (Start-Worker (Get-WriterScript $store)))
            Assert-Fault ($lines[-1] -like 'error StoreNoSpace,*') "the writer ended with $($lines[-1])"
            & mount -o remount,size=8m $disk
            Assert-Store $store -Acknowledged ($lines | Select-Object -SkipLast 1)
        }
    }

    'a limit of the size of files' = {
        param($folder)
        if ($IsWindows) { return 'skipped: Windows has no such limit' }
        $store = Join-Path $folder store.db
        $lines = @(Wait-Worker (Start-Worker (Get-WriterScript $store) -Prefix "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f $(100 + $random.Next(1000))"))
        Assert-Fault ($lines[-1] -like 'error Store*') "the writer ended with $($lines[-1])"
        Assert-Store $store -Acknowledged ($lines | Select-Object -SkipLast 1)
    }

    'a disk that becomes read-only' = {
        param($folder)
        Test-SmallDisk $folder {
            param($disk)
            $store = Join-Path $disk store.db
            $lines = @(Wait-Worker (Start-Worker (Get-WriterScript $store -Count 50)))
            & mount -o remount,ro $disk
            $read = @(Get-Inventory Custom:Fault -Path $store).Count
            Assert-Fault ($read -eq 50) "$read of 50 items are read"
            $id = try { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path $store } catch { $_.FullyQualifiedErrorId }
            Assert-Fault ($id -like 'StoreReadOnly,*' -or $id -like 'StoreAccessDenied,*') "the write ended with $id"
            & mount -o remount,rw $disk
            Assert-Store $store -Acknowledged $lines
        }
    }

    'a clock that is set back' = {
        param($folder)
        $store = Join-Path $folder store.db
        $lines = @(Wait-Worker (Start-Worker (Get-WriterScript $store -Count 20)))
        # As if it had been 400 days later then.
        $null = Invoke-Sql $store 'UPDATE item SET written_at = written_at + 34560000; UPDATE node SET seen_at = seen_at + 34560000'
        Assert-Store $store -Acknowledged $lines
        $again = @(Wait-Worker (Start-Worker (Get-WriterScript $store -Count 20)))
        Assert-Fault ($again.Count -eq 20) "$($again.Count) of 20 items were written again"
        Assert-Store $store -Acknowledged $lines
    }
}

$endpoint = Start-InventoryEndpoint -PassThru
try {
    foreach ($name in $faults.Keys) {
        if ($Fault.Where({ $name -like $_ })) {
            Invoke-Fault $name -Times $Times -Round $faults[$name]
        }
    }
}
finally {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
}
