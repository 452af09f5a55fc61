<#
Describes this very machine as inventory, judges it, keeps it in a local store and reads it back.
It needs no AWS account, writes nothing but the store's file, and runs in PowerShell 7 and in Windows PowerShell 5.1.
#>
[CmdletBinding()]
param(
    # The managed node that the machine would be; any valid ID serves for a rehearsal.
    [string] $InstanceId = 'mi-0123456789abcdef0',

    # The store. It is made on first use and kept, so that a second run shows what has not changed.
    [string] $Path = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'inventory-quickstart.db')
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../InventoryTools.psd1"

function Get-FileSystem {
    [System.IO.DriveInfo]::GetDrives() | Where-Object { $_.IsReady -and $_.DriveType -ne 'Ram' -and $_.TotalSize -gt 0 }
}

function Get-NetworkInterface {
    foreach ($interface in [System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()) {
        $settings = $interface.GetIPProperties()
        [pscustomobject]@{
            Name       = $interface.Name
            MacAddress = $interface.GetPhysicalAddress().ToString()
            IPV4       = @($settings.UnicastAddresses | Where-Object { $_.Address.AddressFamily -eq 'InterNetwork' } | ForEach-Object Address)
            IPV6       = @($settings.UnicastAddresses | Where-Object { $_.Address.AddressFamily -eq 'InterNetworkV6' } | ForEach-Object Address)
            DNSServer  = @($settings.DnsAddresses)
        }
    }
}

function Get-RunningProcess {
    foreach ($process in [System.Diagnostics.Process]::GetProcesses()) {
        [pscustomobject]@{
            Name      = $process.ProcessName
            Id        = $process.Id
            Threads   = $process.Threads.Count
            # Not every process lets everybody read when it was started.
            StartTime = $(try { $process.StartTime } catch { $null })
        }
    }
}

function Get-InstalledPackage {
    if (Get-Command dpkg-query -CommandType Application -ErrorAction Ignore) {
        $lines = dpkg-query --show --showformat '${Package}\t${Version}\t${Architecture}\t${Maintainer}\n'
    }
    elseif (Get-Command rpm -CommandType Application -ErrorAction Ignore) {
        $lines = rpm --query --all --queryformat '%{NAME}\t%{VERSION}-%{RELEASE}\t%{ARCH}\t%{VENDOR}\n'
    }
    elseif ($env:OS -eq 'Windows_NT') {
        $lines = foreach ($view in 'Registry64', 'Registry32') {
            $machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', $view)
            $list = $machine.OpenSubKey('SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall')
            foreach ($name in $list.GetSubKeyNames()) {
                $program = $list.OpenSubKey($name)
                if ($program.GetValue('DisplayName')) {
                    ($program.GetValue('DisplayName'), $program.GetValue('DisplayVersion'), '', $program.GetValue('Publisher')) -join "`t"
                }
            }
        }
    }
    else {
        $lines = @()
    }

    foreach ($line in $lines) {
        $name, $version, $architecture, $publisher = $line -split "`t"
        [pscustomobject]@{ Name = $name; Version = $version; Architecture = $architecture; Publisher = $publisher }
    }
}

''
'1. Any objects become inventory items: one for each type, one entry for each object.'
$items = @(
    Get-FileSystem | New-InventoryItem Custom:FileSystem -InstanceId $InstanceId -Property @(
        'Name', @{ Name = 'Format'; Expression = 'DriveFormat' }
        @{ Name = 'SizeGB'; Expression = { [math]::Round($_.TotalSize / 1GB, 1) } })
    Get-NetworkInterface | New-InventoryItem AWS:Network -InstanceId $InstanceId
    Get-RunningProcess | New-InventoryItem Custom:Process -InstanceId $InstanceId
    Get-InstalledPackage | New-InventoryItem AWS:Application -InstanceId $InstanceId
)
$items | Out-Host

"2. Each of them is checked against all $(@(Get-InventoryRule).Count) documented rules before it goes anywhere:"
foreach ($item in $items) {
    "   $(if ($item | Test-InventoryItem) { 'valid    ' } else { 'NOT valid' })  $($item.TypeName)"
}

''
"3. Then they are written to a store, the file $Path"
$items | Write-Inventory -Path $Path -PassThru | Out-Host

"4. The same items again: the content has not changed, and the store knows it by its hash."
$items | Write-Inventory -Path $Path -PassThru | Out-Host

'5. What is in the store comes back as rows, one property for each attribute:'
Get-InventoryEntry -Path $Path -TypeName Custom:FileSystem -InstanceId $InstanceId | Out-Host

'6. A broken item beside a good one. AWS would say no more than "One or more content items is not valid".'
$broken = New-InventoryItem Custom:RackInfo -InstanceId $InstanceId -CaptureTime '2026-01-31 12:00' -InputObject @(
    [pscustomobject]@{ Rack = 'A1'; Serial = 'SN-1001' }
    [pscustomobject]@{ Rack = 'A2'; Serial = 'SN-' + '9' * 5000 })
$good = [pscustomobject]@{ Site = 'Dublin'; Room = '4' } | New-InventoryItem Custom:Location -InstanceId $InstanceId
$broken | Test-InventoryItem -Detailed | Out-Host

'   The good one arrives all the same. The error names the item, the place and the limit, and carries the item:'
$broken, $good | Write-Inventory -Path $Path -PassThru -ErrorAction SilentlyContinue -ErrorVariable refused | Out-Host
"   $($refused[0])"

''
'7. So it can be repaired and written again:'
$item = $refused[0].TargetObject
$item.CaptureTime = '2026-01-31T12:00:00Z'
$item.Content[1].Serial = 'SN-1002'
$item | Write-Inventory -Path $Path -PassThru | Out-Host
