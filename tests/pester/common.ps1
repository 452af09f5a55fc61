# Every test file dot-sources this. It imports the module under test and nothing of another copy, and takes accounts,
# nodes and user folders away from the session and from the processes that it starts.
$ErrorActionPreference = 'Stop'
$RepositoryRoot = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
# The packed module can be tested in place of the checkout.
$ModulePath = if ($env:INVENTORYTOOLS_MODULE) { $env:INVENTORYTOOLS_MODULE } else { Join-Path $RepositoryRoot InventoryTools.psd1 }
$Packages = Import-PowerShellDataFile "$PSScriptRoot/bin/packages.psd1"
if ($PSEdition -eq 'Desktop') {
    # The scripted endpoint is built for .NET 8 alone: see Skip-WithoutScriptedEndpoint.
    $Packages.Remove('ScriptedEndpoint')
    foreach ($name in 'OtherSqlite', 'OtherAwsSdk') {
        $Packages[$name] = $Packages[$name].Replace('/net8.0/', '/netstandard2.0/')
    }
}

foreach ($name in @(Get-ChildItem env:AWS_*).Name) {
    Remove-Item "env:$name"
}

# Hidden, so that a test that lists its TestDrive does not see it.
$UserFolder = New-Item (Join-Path $TestDrive .user) -ItemType Directory -Force
$UserFolder.Attributes = 'Directory, Hidden'
$env:AWS_EC2_METADATA_DISABLED = 'true'
$env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $UserFolder.FullName credentials
$env:AWS_CONFIG_FILE = Join-Path $UserFolder.FullName config
# The ledger's folder: the first is of Windows.
$env:LOCALAPPDATA = $env:XDG_DATA_HOME = $UserFolder.FullName
# A process that a test kills would leave the pipes that a debugger connects to.
$env:DOTNET_EnableDiagnostics = '0'
$env:POWERSHELL_DIAGNOSTICS_OPTOUT = '1'
$env:AWS_SHARED_CREDENTIALS_FILE, $env:AWS_CONFIG_FILE | ForEach-Object { [System.IO.File]::WriteAllText($_, '') }

Remove-Module InventoryTools -ErrorAction Ignore
Import-Module $ModulePath

function Get-Text {
    # What a person sees in a window of 80 columns, of which a console leaves the last one free, without colors. Text is
    # wrapped between words, which the invariant culture of a machine without a language does not do.
    param([Parameter(ValueFromPipeline)] $InputObject, [int] $Width = 79)
    begin { $objects = [System.Collections.Generic.List[object]]::new() }
    process { $objects.Add($InputObject) }
    end {
        $culture = [System.Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = 'en-US'
            ($objects | Out-String -Width $Width) -replace "$([char]27)\[[0-9;]*m"
        }
        finally {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $culture
        }
    }
}

function Get-EntryText {
    # The entries of an item as one text: attributes as Name=value, entries separated by a bar.
    param([Parameter(ValueFromPipeline)] $Item)
    process {
        @($Item.Content | ForEach-Object {
            @($_.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }) -join ' '
        }) -join '|'
    }
}

function Get-ShellCommand {
    # The program, and its first arguments, that start the PowerShell that runs the tests. The .NET tool has no program
    # of its own: it is pwsh.dll, run by dotnet.
    $program = Join-Path $PSHOME $(if ($PSEdition -eq 'Desktop') { 'powershell' } else { 'pwsh' })
    if ($PSEdition -eq 'Desktop' -or (Test-Path "$program.exe")) { , "$program.exe" }
    elseif (Test-Path $program) { , $program }
    else { [System.Environment]::ProcessPath, "$program.dll" }
}

function Start-Shell {
    # Starts another process of this PowerShell with a script. All three streams are the caller's. Dispose it.
    [OutputType([System.Diagnostics.Process])]
    param(
        [Parameter(Mandatory)] [string] $Script,
        [hashtable] $Environment = @{},
        [string[]] $Argument = @('-NoProfile', '-NonInteractive'),
        # On Windows: what it asks does not show in the console of the tests, and its Ctrl+C reaches no other process.
        [switch] $OwnConsole
    )
    $program, $first = Get-ShellCommand
    $text = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; if (`$PSStyle) { `$PSStyle.OutputRendering = 'PlainText' }`n$Script"
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
    $start = [System.Diagnostics.ProcessStartInfo]::new($program)
    $start.Arguments = @(@($first | Where-Object { $_ } | ForEach-Object { "`"$_`"" }) + $Argument + '-OutputFormat', 'Text', '-EncodedCommand', $encoded) -join ' '
    $start.WorkingDirectory = (Get-Item $TestDrive).FullName
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $OwnConsole
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    foreach ($name in $Environment.Keys) { $start.EnvironmentVariables[$name] = $Environment[$name] }
    [System.Diagnostics.Process]::Start($start)
}

function Wait-Shell {
    # Waits for a process of Start-Shell: its ExitCode, Output (lines) and Errors (text).
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process)
    try {
        $Process.StandardInput.Close()
        $errors = $Process.StandardError.ReadToEndAsync()
        $output = $Process.StandardOutput.ReadToEnd()
        $Process.WaitForExit()
        [pscustomobject]@{
            ExitCode = $Process.ExitCode
            Output   = @($output -split '\r?\n' | Where-Object { $_ })
            Errors   = $errors.GetAwaiter().GetResult()
        }
    }
    finally {
        $Process.Dispose()
    }
}

function Start-InterruptibleShell {
    # Start-Shell, for a test that sends Ctrl+C: the process heeds it also where the tests run in the background.
    [OutputType([System.Diagnostics.Process])]
    param([Parameter(Mandatory)] [string] $Script)
    Add-Type -Path $Packages.ScriptedEndpoint
    $signal = [InventoryTools.Pester.InterruptSignal]
    $wasIgnored = $signal::IsIgnored
    try {
        if ($wasIgnored) { $signal::IsIgnored = $false }
        Start-Shell $Script -OwnConsole
    }
    finally {
        if ($wasIgnored) { $signal::IsIgnored = $true }
    }
}

function Send-CtrlC {
    # Interrupts a process of Start-InterruptibleShell, as Ctrl+C does.
    param([Parameter(Mandatory)] [System.Diagnostics.Process] $Process)
    $result = Invoke-Shell "Add-Type -Path '$($Packages.ScriptedEndpoint)'; [InventoryTools.Pester.InterruptSignal]::Send($($Process.Id))"
    $result.Errors | Should -BeNullOrEmpty
}

function Invoke-Shell {
    # Runs a script in another process of this PowerShell to its end.
    param([Parameter(Mandatory)] [string] $Script, [hashtable] $Environment = @{}, [string[]] $Argument = @('-NoProfile', '-NonInteractive'))
    Wait-Shell (Start-Shell @PSBoundParameters)
}

function New-Session {
    # Another session in this process, with the module and TestDrive as its location: for what a test stops or whose
    # streams it reads. Dispose it.
    [OutputType([System.Management.Automation.Runspaces.Runspace])]
    param()
    $session = [runspacefactory]::CreateRunspace()
    $session.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $session
    $null = $shell.AddCommand('Import-Module').AddArgument($ModulePath).AddStatement().AddCommand('Set-Location').AddArgument((Get-Item $TestDrive).FullName).Invoke()
    $shell.Dispose()
    $session
}

function New-Pipeline {
    # A script in a session of New-Session, for the test to invoke or to stop. Its streams are in Streams. Dispose it.
    [OutputType([powershell])]
    param(
        [Parameter(Mandatory)] [System.Management.Automation.Runspaces.Runspace] $Session,
        [Parameter(Mandatory)] [string] $Script,
        [object[]] $Argument = @()
    )
    $shell = [powershell]::Create()
    $shell.Runspace = $Session
    $null = $shell.AddScript($Script)
    $Argument | ForEach-Object { $null = $shell.AddArgument($_) }
    $shell
}

function Get-Completion {
    # What Tab offers at the end of a line.
    param([Parameter(Mandatory)] [string] $Line)
    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
}

function Skip-WithoutScriptedEndpoint {
    # Skips the test that calls this, or all tests of a BeforeEach, in Windows PowerShell.
    if (-not $Packages.ScriptedEndpoint) {
        Set-ItResult -Skipped -Because 'the scripted endpoint is built for .NET 8'
    }
}
