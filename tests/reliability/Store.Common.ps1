# What the fault scripts of a store share: processes that are killed, and the check of what they leave.
#Requires -Version 7.4
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
$ModulePath = if ($env:INVENTORYTOOLS_MODULE) { $env:INVENTORYTOOLS_MODULE } else {
    [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../InventoryTools.psd1'))
}
$env:AWS_EC2_METADATA_DISABLED = 'true'
# A process that is killed would leave the pipes that a debugger connects to.
$env:DOTNET_EnableDiagnostics = '0'
$env:POWERSHELL_DIAGNOSTICS_OPTOUT = '1'
Import-Module $ModulePath

function New-FaultFolder {
    # A folder of its own for one round.
    (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "inventorytools-fault-$([guid]::NewGuid().ToString('N'))") -ItemType Directory).FullName
}

function Start-Worker {
    # Another PowerShell with the module. It writes "ready", then runs the script. Dispose it.
    [OutputType([System.Diagnostics.Process])]
    param([Parameter(Mandatory)] [string] $Script, [string] $Prefix = '')
    $program = Join-Path $PSHOME "pwsh$($IsWindows ? '.exe' : '')"
    $arguments = @()
    if (-not (Test-Path $program)) {
        $program = [System.Environment]::ProcessPath
        $arguments = @(Join-Path $PSHOME pwsh.dll)
    }

    $text = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; Import-Module '$ModulePath'
        [Console]::Out.WriteLine('ready'); try { $Script } catch { [Console]::Out.WriteLine(`"error `$(`$_.FullyQualifiedErrorId)`") }"
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
    $arguments += '-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded
    if ($Prefix) {
        # Shell text that comes before the program, such as a limit.
        $arguments = '-c', "$Prefix; exec `"`$0`" `"`$@`"", $program + $arguments
        $program = '/bin/sh'
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new($program)
    foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    if ($process.StandardOutput.ReadLine() -ne 'ready') { throw "The process did not begin: $($process.StandardError.ReadToEnd())" }
    $process
}

function Stop-Worker {
    # Kills a process after a time, and returns the lines that it wrote.
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process, [int] $AfterMilliseconds)
    try {
        $output = $Process.StandardOutput.ReadToEndAsync()
        if (-not $Process.WaitForExit($AfterMilliseconds)) { $Process.Kill() }
        $Process.WaitForExit()
        # The last line may have been cut.
        $text = $output.GetAwaiter().GetResult()
        @($text.Substring(0, $text.LastIndexOf("`n") + 1) -split '\r?\n' | Where-Object { $_ })
    }
    finally {
        $Process.Dispose()
    }
}

function Wait-Worker {
    # Waits for the end of a process, and returns the lines that it wrote.
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process)
    Stop-Worker $Process -AfterMilliseconds 120000
}

function Invoke-Sql {
    # Runs SQL with the module's own SQLite, and returns the first value.
    param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [string] $Sql)
    $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ InventoryTools
    if (-not ($context -and $context.Assemblies.Where({ $_.GetName().Name -eq 'Microsoft.Data.Sqlite' }))) {
        # The first use of a store loads it.
        Start-InventoryEndpoint -PassThru | Stop-InventoryEndpoint
        $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ InventoryTools
    }

    $assembly = $context.Assemblies.Where({ $_.GetName().Name -eq 'Microsoft.Data.Sqlite' })[0]
    $connection = [System.Activator]::CreateInstance($assembly.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Sql
        $command.ExecuteScalar()
    }
    finally {
        $connection.Dispose()
    }
}

function Assert-Fault {
    # Ends the round with a message unless the condition holds.
    param([bool] $Condition, [string] $Message)
    if (-not $Condition) { throw $Message }
}

function Assert-Store {
    # The store has each acknowledged node, no part of an item, a whole file, and takes the next command.
    param([Parameter(Mandatory)] [string] $Path, [string[]] $Acknowledged = @())
    $Acknowledged = @($Acknowledged | Where-Object { $_ })
    if (Test-Path $Path) {
        $items = @(Get-Inventory Custom:Fault -Path $Path -ErrorAction Ignore)
        $nodes = [System.Collections.Generic.HashSet[string]]::new([string[]] @($items | ForEach-Object InstanceId))
        $lost = @($Acknowledged | Where-Object { -not $nodes.Contains($_) })
        Assert-Fault ($lost.Count -eq 0) "$($lost.Count) acknowledged items are lost, such as $($lost | Select-Object -First 1)"
        $partial = @($items | Where-Object { $_.Content.Count -ne 3 -or @($_.Content.Node | Select-Object -Unique) -ne $_.InstanceId })
        Assert-Fault ($partial.Count -eq 0) "$($partial.Count) items are there in part"
    }
    else {
        Assert-Fault ($Acknowledged.Count -eq 0) 'the store is not there'
    }

    $next = @{ A = 1 } | New-InventoryItem Custom:Next -InstanceId i-01234567 | Write-Inventory -Path $Path -PassThru
    Assert-Fault ($next.Status -in 'Created', 'Unchanged') "the next command reports $($next.Status)"
    $check = Invoke-Sql $Path 'PRAGMA integrity_check'
    Assert-Fault ($check -eq 'ok') "integrity_check: $check"
}

function Invoke-Fault {
    # Runs a fault several times, each in a folder of its own, and returns one object.
    param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [int] $Times, [Parameter(Mandatory)] [scriptblock] $Round)
    $failures = [System.Collections.Generic.List[string]]::new()
    $skipped = ''
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    for ($n = 0; $n -lt $Times -and -not $skipped; $n++) {
        $folder = New-FaultFolder
        try {
            $skipped = [string] (& $Round $folder $n | Where-Object { $_ -is [string] -and $_ -like 'skipped:*' } | Select-Object -First 1)
        }
        catch {
            $failures.Add("round $n`: $_")
        }
        finally {
            Remove-Item $folder -Recurse -Force
        }
    }

    [pscustomobject]@{
        Fault   = $Name
        Times   = if ($skipped) { 0 } else { $Times }
        Outcome = if ($skipped) { $skipped } elseif ($failures.Count -eq 0) { 'ok' } else { "$($failures.Count) failed; $($failures[0])" }
        Seconds = [math]::Round($watch.Elapsed.TotalSeconds)
    }
}

# A writer without an end. Each item has three entries that name its node; what was written is printed.
function Get-WriterScript {
    param([Parameter(Mandatory)] [string] $Path, [int] $First = 0, [int] $Count = [int]::MaxValue)
    "& { for (`$n = $First; `$n -lt $First + [long] $Count; `$n++) { `$node = 'i-{0:x17}' -f `$n
        , @(1..3 | ForEach-Object { @{ Node = `$node; Text = 'x' * 200 } }) } } |
        ForEach-Object { New-InventoryItem Custom:Fault -InstanceId `$_[0].Node -InputObject `$_ } |
        Write-Inventory -Path '$Path' -PassThru | ForEach-Object { [Console]::Out.WriteLine(`$_.InstanceId) }"
}
