BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $examples = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../docs/examples")
    $script = Join-Path $examples Write-NodeInventory.ps1
    $document = Get-Content (Join-Path $examples ssm-document.json) -Raw | ConvertFrom-Json
}

Describe 'docs/examples/Write-NodeInventory.ps1' {
    It 'ends with exit code 1 and one line of summary where nobody listens' {
        $saved = $env:AWS_SSM_INSTANCE_ID, $env:XDG_DATA_HOME
        try {
            $env:AWS_SSM_INSTANCE_ID = 'mi-0123456789abcdef0'
            $env:XDG_DATA_HOME = (Get-Item TestDrive:/).FullName
            $shell = (Get-Process -Id $PID).Path
            $module = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../InventoryTools.psd1")
            $output = & $shell -NoProfile -NonInteractive -File $script -StartJitter 0 -Module $module -EndpointUrl http://127.0.0.1:1
            $LASTEXITCODE | Should -Be 1
            $output[0] | Should -Match '^2 items: 2 failed; .*; ConnectionRefused 2$'
            $output[1] | Should -Match '^The item Custom:FileSystem of mi-0123456789abcdef0 did not reach the service at 127.0.0.1:1'
            ($output -join "`n").Length | Should -BeLessThan 2500
        }
        finally {
            $env:AWS_SSM_INSTANCE_ID, $env:XDG_DATA_HOME = $saved
        }
    }

    It 'is what the SSM document runs, word for word' {
        $document.schemaVersion | Should -Be '2.2'
        $document.mainSteps[0].action | Should -Be 'aws:runPowerShellScript'
        $lines = $document.mainSteps[0].inputs.runCommand
        $lines[0] | Should -Be '& {'
        $lines[-1] | Should -Be '} -StartJitter {{ StartJitter }}'
        $lines[1..($lines.Count - 2)] | Should -Be (Get-Content $script)
    }
}
