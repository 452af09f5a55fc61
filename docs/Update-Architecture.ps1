<#
.SYNOPSIS
Writes what architecture.md shows: the picture of the rooms, and the way of an item through the files.
.DESCRIPTION
The picture has the arrows of the page's table of rooms, without those that follow from others.

The way of an item names the files whose code runs, in the order in which it is first entered. Four fresh processes import the module and run one job each, while a listener records each method that the runtime
compiles. The runtime compiles a method when it is entered for the first time, so the record has the files that a
debugger would enter; it steps over properties and operators. Build the module before: dotnet build.
.EXAMPLE
dotnet pwsh docs/Update-Architecture.ps1

Replaces the picture and the ways in architecture.md.
.EXAMPLE
dotnet pwsh docs/Update-Architecture.ps1 -PassThru | Format-Table Way, Files

Shows the numbers and leaves the page as it is.
#>
[CmdletBinding()]
param(
    # Returns the ways and leaves the page as it is.
    [switch] $PassThru,

    # The checkout whose module and source files are used.
    [string] $Root = (Split-Path $PSScriptRoot)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Listener = @'
public sealed class MethodListener : System.Diagnostics.Tracing.EventListener
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _types = new();
    private System.Diagnostics.Tracing.EventSource _runtime;

    public string[] Types => _types.ToArray();

    // The keyword 0x10 is JIT: an event for each method that is compiled.
    public void Start() => EnableEvents(
        _runtime, System.Diagnostics.Tracing.EventLevel.Verbose, (System.Diagnostics.Tracing.EventKeywords)0x10);

    protected override void OnEventSourceCreated(System.Diagnostics.Tracing.EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime") { _runtime = source; }
    }

    protected override void OnEventWritten(System.Diagnostics.Tracing.EventWrittenEventArgs written)
    {
        if (!written.EventName.StartsWith("MethodLoadVerbose")) { return; }

        // As .NET debuggers do by default, properties and operators are stepped over.
        string method = (string)written.Payload[written.PayloadNames.IndexOf("MethodName")];
        string type = (string)written.Payload[written.PayloadNames.IndexOf("MethodNamespace")];
        if (type.StartsWith("InventoryTools.") && !System.Text.RegularExpressions.Regex.IsMatch(method, "(^|[.])(get|set|op)_"))
        {
            _types.Enqueue(type);
        }
    }
}
'@

function Invoke-Traced([string] $Prepare, [string] $Job) {
    # The types that the job has entered, in this order.
    $script = @"
        `$ErrorActionPreference = 'Stop'
        Add-Type -TypeDefinition @'
$Listener
'@
        Import-Module '$Root/InventoryTools.psd1'
        Set-Location '$folder'
        $Prepare
        `$listener = [MethodListener]::new()
        `$listener.Start()
        `$null = . { $Job }
        # The events of the runtime reach a listener on a thread of its own.
        `$count = -1
        while (`$count -ne `$listener.Types.Count) { `$count = `$listener.Types.Count; Start-Sleep -Milliseconds 700 }
        `$listener.Types
"@
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script))
    $program, [string[]] $arguments = $shell
    & $program @arguments -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded
    if ($LASTEXITCODE -ne 0) {
        throw "The job ended with exit code ${LASTEXITCODE}: $Job"
    }
}

function Get-SourceFile {
    # The path below src of each type, by its full name.
    $files = @{}
    $type = '^(?:(?:public|internal|sealed|static|abstract|readonly|partial|ref|file) )*(?:(?:class|record|struct|interface|enum) )+(\w+)'
    foreach ($file in Get-ChildItem "$Root/src" -Filter *.cs -Recurse | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]') {
        $path = [System.IO.Path]::GetRelativePath("$Root/src", $file.FullName).Replace('\', '/').Replace('InventoryTools.', '')
        $lines = [System.IO.File]::ReadAllLines($file.FullName)
        $namespace = @($lines -match '^namespace ')[0] -replace '^namespace |;$'
        foreach ($match in $lines | Select-String $type) {
            $name = "$namespace.$($match.Matches[0].Groups[1].Value)"
            # A type in several files has its name from the first.
            if (-not $files.ContainsKey($name) -or $path.Length -lt $files[$name].Length) {
                $files[$name] = $path
            }
        }
    }

    $files
}

function ConvertTo-Way([string] $Name, [string[]] $Types) {
    $files = @($Types | ForEach-Object { ($_ -split '[+`\[]')[0] } | Select-Object -Unique | ForEach-Object { $sources[$_] } |
        Where-Object { $_ } | Select-Object -Unique)
    $rooms = foreach ($file in $files) {
        [pscustomobject] @{ Room = (Split-Path $file).Replace('\', '/'); File = [System.IO.Path]::GetFileNameWithoutExtension($file) }
    }
    [pscustomobject] @{ Way = $Name; Files = $files.Count; Rooms = @($rooms) }
}

function Format-Way($Way) {
    # A line for each stay in a room.
    "**$($Way.Way)** ($($Way.Files) files)"
    ''
    $room = $null
    $line = ''
    foreach ($file in $Way.Rooms) {
        if ($file.Room -eq $room) {
            $line += ", ``$($file.File)``"
        }
        else {
            if ($line) { $line }
            $room = $file.Room
            $line = "1. $($room): ``$($file.File)``"
        }
    }
    $line
    ''
}

function Get-Arrow([string] $Page) {
    # The arrows of the table of rooms, from a room to the rooms that it uses.
    $used = [ordered] @{}
    foreach ($row in Select-String '^\| ((?:Core|Endpoint|Aws|Sqlite|PowerShell)(?:/\w+)?) \|([^|]*)\|' $Page) {
        $room, $names = $row.Matches[0].Groups[1, 2].Value
        $used[$room] = @($names.Split(',').Trim() | Where-Object { $_ } | ForEach-Object {
            $name = $_
            $used.Keys | Where-Object { $_ -like $name }
        })
    }

    foreach ($room in $used.Keys) {
        foreach ($name in $used[$room]) {
            if (-not (Test-Reached $used $used[$room] $name)) {
                [pscustomobject] @{ From = $room; To = $name }
            }
        }
    }
}

function Test-Reached($Used, [string[]] $From, [string] $Room) {
    # True when one of the rooms uses the room, itself or through others.
    foreach ($name in $From) {
        if ($Room -in $Used[$name] -or (Test-Reached $Used $Used[$name] $Room)) {
            return $true
        }
    }

    $false
}

function Format-Picture($Arrows) {
    $rooms = $Arrows | ForEach-Object { $_.To; $_.From } | Select-Object -Unique
    '```mermaid'
    'flowchart TD'
    foreach ($project in $rooms | Group-Object { ($_ -split '/')[0] }) {
        "    subgraph $($project.Name)Rooms [$($project.Name)]"
        foreach ($room in $project.Group) {
            "        $($room.Replace('/', '_'))[$(($room -split '/')[-1])]"
        }
        '    end'
    }

    $Arrows | ForEach-Object { "    $($_.From.Replace('/', '_')) --> $($_.To.Replace('/', '_'))" }
    '```'
}

function Update-Mark([string] $Page, [string] $Name, [string[]] $Text) {
    # Replaces the lines between the two marks of this name.
    $begin, $end = "<!-- ${Name}: docs/Update-Architecture.ps1 -->", "<!-- /$Name -->"
    $before, $after = [System.IO.File]::ReadAllText($Page) -split "(?s)$([regex]::Escape($begin)).*$([regex]::Escape($end))"
    [System.IO.File]::WriteAllText($Page, ((@("$before$begin", '') + $Text + "$end$after") -join "`n"))
}

$shell = @([System.Environment]::ProcessPath)
if ((Split-Path $shell[0] -LeafBase) -eq 'dotnet') {
    $shell += Join-Path $PSHOME pwsh.dll
}

$Root = (Resolve-Path $Root).Path
$sources = Get-SourceFile
$folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())) -ItemType Directory).FullName
# Compilation in the background would add methods that are not entered.
$env:DOTNET_MultiCoreJitMinNumCpus = '3E8'
$new = "[pscustomobject] @{ Rack = 'A-17' } | New-InventoryItem Custom:RackInfo -InstanceId mi-0a1b2c3d4e5f67890"
Import-Module "$Root/InventoryTools.psd1"
$endpoint = Start-InventoryEndpoint -Path "$folder/aws.db" -PassThru
try {
    $aws = "-EndpointUrl $($endpoint.Url) -Region eu-west-1 -AccessKey AKIDEXAMPLE -SecretKey none"
    $body = '{"InstanceId":"mi-0a1b2c3d4e5f67890","Items":[{"TypeName":"Custom:RackInfo","SchemaVersion":"1.0",' +
        '"CaptureTime":"2026-01-31T12:00:00Z","Content":[{"Rack":"A-17"}]}]}'
    $request = "Invoke-RestMethod `$endpoint.Url -Method Post -ContentType application/x-amz-json-1.1 -Body '$body'" +
        " -Headers @{ 'X-Amz-Target' = 'AmazonSSM.PutInventory' }"
    $ways = @(
        ConvertTo-Way 'New-InventoryItem | Write-Inventory -Path' (Invoke-Traced '' "$new | Write-Inventory -Path fleet.db")
        ConvertTo-Way 'New-InventoryItem | Write-Inventory -Region' (Invoke-Traced '' "$new | Write-Inventory $aws")
        ConvertTo-Way 'PutInventory at the endpoint' (Invoke-Traced '$endpoint = Start-InventoryEndpoint -Path served.db -PassThru' $request)
        ConvertTo-Way 'Get-Inventory -Path' (Invoke-Traced '' 'Get-Inventory -Path fleet.db'))
}
finally {
    $endpoint | Stop-InventoryEndpoint
    Remove-Item $folder -Recurse -Force
}

if ($PassThru) {
    return $ways
}

$page = Join-Path $Root docs/architecture.md
Update-Mark $page rooms (Format-Picture (Get-Arrow $page))
Update-Mark $page ways ($ways | ForEach-Object { Format-Way $_ })
