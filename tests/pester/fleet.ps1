# A small fleet in a store with an endpoint on it, and what a test needs to compare the answers of the two. The files
# that test reading dot-source it after common.ps1.

function New-FleetStore {
    # 91 nodes: all have a rack, 60 of them have three applications, one has 120 files.
    param([Parameter(Mandatory)] [string] $Path)
    1..90 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $_; Rack = "R$($_ % 7)"; Shelf = $_ } } |
        New-InventoryItem Custom:RackInfo -Property Rack, Shelf -InstanceIdProperty Node | Write-Inventory -Path $Path
    $applications = foreach ($number in 1..60) {
        1..3 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $number; Name = "app$_"; Version = "$_.0" } }
    }
    $applications | New-InventoryItem AWS:Application -Property Name, Version -InstanceIdProperty Node | Write-Inventory -Path $Path
    1..120 | ForEach-Object { @{ Name = "file$_" } } | New-InventoryItem AWS:File -InstanceId i-00000000000000003 | Write-Inventory -Path $Path
    $nothing = @{ Rack = 'none' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000000000000091
    $nothing.Content.Clear()
    $nothing | Write-Inventory -Path $Path
    @{ InstanceId = 'i-00000000000000005'; InstanceStatus = 'Active'; PlatformType = 'Linux'; ResourceType = 'EC2Instance' } |
        New-InventoryItem AWS:InstanceInformation -InstanceId i-00000000000000005 | Write-Inventory -Path $Path
}

function Start-Fleet {
    # The Path of a new store of the fleet, and the Endpoint on it, whose deletions are complete at once, as those of a
    # store. The caller stops the endpoint.
    $path = Join-Path (Get-Item $TestDrive).FullName "fleet-$([guid]::NewGuid().ToString('n')).db"
    New-FleetStore $path
    [pscustomobject]@{ Path = $path; Endpoint = Start-InventoryEndpoint $path -DeletionTime 0s -PassThru }
}

function Get-Answer {
    # What a command gives for a target: Objects as text all the way down, Errors as their IDs, and Warnings. What a service
    # does not answer is left out: the content hash of an item. So is the warning of a service about the number of calls.
    param([Parameter(Mandatory)] [string] $Command, [Parameter(Mandatory)] [hashtable] $Target)
    $ErrorActionPreference = 'Continue'
    $records = [System.Collections.Generic.List[object]]::new()
    try {
        & ([scriptblock]::Create("$Command @Target")) 2>&1 3>&1 | ForEach-Object { $records.Add($_) }
    }
    catch {
        $records.Add($_)
    }
    $errors = @($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
    $warnings = @($records | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
    $objects = @($records | Where-Object { $errors -notcontains $_ -and $warnings -notcontains $_ })
    $objects | Where-Object { $_ -is [InventoryTools.InventoryItem] } | ForEach-Object { $_.ContentHash = $null }
    [pscustomobject]@{
        Objects  = @($objects | ForEach-Object { "$($_.PSTypeNames[0]) $(ConvertTo-Json -InputObject $_ -Depth 20 -Compress)" })
        Errors   = @($errors | ForEach-Object { $_.FullyQualifiedErrorId })
        Warnings = @($warnings | ForEach-Object { $_.Message } | Where-Object { $_ -notlike 'This read takes at least *' })
    }
}

function Assert-SameAnswer {
    # Runs a command on the store and behind the endpoint of a fleet: the answers are the same, and as expected.
    param(
        [Parameter(Mandatory)] [object] $Fleet,
        [Parameter(Mandatory)] [string] $Command,
        [Parameter(Mandatory)] [int] $Count,
        # The only error ID; none without it.
        [string] $ErrorId,
        # The only error ID of the service where it is another.
        [string] $ServiceErrorId = $ErrorId
    )
    $direct = Get-Answer $Command @{ Path = $Fleet.Path }
    $called = Get-Answer $Command @{ EndpointUrl = $Fleet.Endpoint.Url }
    $direct.Objects | Should -HaveCount $Count
    $called.Objects | Should -BeExactly $direct.Objects
    $called.Errors | Should -HaveCount $direct.Errors.Count
    $called.Warnings | Should -BeExactly $direct.Warnings
    $expected = if ($ErrorId) { $ErrorId }
    $direct.Errors | Select-Object -Unique | Should -BeExactly $expected
    $expected = if ($ServiceErrorId) { $ServiceErrorId }
    $called.Errors | Select-Object -Unique | Should -BeExactly $expected
    $Fleet.Endpoint.LastError | Should -BeNullOrEmpty
}

function Invoke-Operation {
    # Calls an endpoint without the module: the code of the fault that it answers, and nothing for a result.
    param([Parameter(Mandatory)] [uri] $Url, [Parameter(Mandatory)] [string] $Operation, [string] $Body = '{}')
    Add-Type -AssemblyName System.Net.Http
    $client = [System.Net.Http.HttpClient]::new()
    try {
        $content = [System.Net.Http.StringContent]::new($Body)
        $content.Headers.ContentType = [System.Net.Http.Headers.MediaTypeHeaderValue]::Parse('application/x-amz-json-1.1')
        $content.Headers.Add('X-Amz-Target', "AmazonSSM.$Operation")
        $response = $client.PostAsync($Url, $content).GetAwaiter().GetResult()
        if (-not $response.IsSuccessStatusCode) {
            ($response.Content.ReadAsStringAsync().GetAwaiter().GetResult() | ConvertFrom-Json).__type
        }
    }
    finally {
        $client.Dispose()
    }
}

function Test-Answering {
    # True when something answers at the address.
    param([Parameter(Mandatory)] [uri] $Url)
    try {
        -not (Invoke-Operation $Url GetInventory)
    }
    catch [System.Net.Http.HttpRequestException] {
        $false
    }
}

function Assert-StopEndsCall {
    # Stops a pipeline whose call gets no answer: it ends at once and without an error.
    param([Parameter(Mandatory)] [object] $Fleet, [Parameter(Mandatory)] [string] $Command)
    $silent = Start-InventoryEndpoint $Fleet.Path -Fault NoAnswer -PassThru
    $shell = [powershell]::Create()
    try {
        $null = $shell.AddScript("Import-Module `$args[0]; `$url = `$args[1]; $Command -EndpointUrl `$url")
        $null = $shell.AddArgument($ModulePath).AddArgument($silent.Url)
        $null = $shell.BeginInvoke()
        Wait-Connection $silent
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Streams.Error | Should -BeNullOrEmpty
    }
    finally {
        $shell.Dispose()
        $silent | Stop-InventoryEndpoint
    }
}

function Wait-Connection {
    # Waits until a client has connected to an endpoint.
    param([Parameter(Mandatory)] [object] $Endpoint)
    [System.Threading.SpinWait]::SpinUntil([Func[bool]] { $Endpoint.ConnectionCount -gt 0 }, [timespan]::FromMinutes(1)) | Should -BeTrue
}
