<#
The programs that the measurements run: a shell with the module of $Root, the floors, and an endpoint.
#>
$module = Join-Path (Resolve-Path $Root) InventoryTools.psd1
$floors = Join-Path $PSScriptRoot bin/Release/net10.0/InventoryTools.Benchmarks.dll
$shell = @([System.Environment]::ProcessPath)
if ((Split-Path $shell[0] -LeafBase) -eq 'dotnet') {
    $shell += Join-Path $PSHOME pwsh.dll
}

function Invoke-Program([string] $Program, [object[]] $Arguments) {
    $lines = @(& $Program @Arguments)
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with exit code $LASTEXITCODE." }
    $lines
}

function Invoke-Floor { Invoke-Program dotnet (@($floors) + $args) }

function Invoke-Job([string] $Script, [object[]] $Arguments) {
    $program, $options = $shell
    $options = @($options) + @('-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/jobs/$Script", $module)
    Invoke-Program $program ($options + $Arguments)
}

function Start-Endpoint([string] $Path) {
    # An endpoint in a process of its own, which says at each line of its input what it has allocated, and ends with it.
    $script = "Import-Module '$module'; (Start-InventoryEndpoint -Path '$Path' -PassThru).Url.ToString(); " +
        'while ($null -ne [Console]::In.ReadLine()) { [Console]::Out.WriteLine([System.GC]::GetTotalAllocatedBytes($true)) }'
    $program, $options = $shell
    $start = [System.Diagnostics.ProcessStartInfo]::new($program)
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    @($options) + @('-NoProfile', '-NonInteractive', '-Command', $script) | ForEach-Object { $start.ArgumentList.Add($_) }
    $process = [System.Diagnostics.Process]::Start($start)
    $url = $process.StandardOutput.ReadLine()
    if (-not $url) { throw "The endpoint did not start." }

    @{ Process = $process; Url = $url }
}

function Stop-Endpoint([object] $Endpoint) {
    $Endpoint.Process.StandardInput.Close()
    $Endpoint.Process.WaitForExit()
}
