BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $examples = Join-Path $RepositoryRoot docs/examples
    $script = Join-Path $examples Write-NodeInventory.ps1
    $document = Get-Content (Join-Path $examples ssm-document.json) -Raw | ConvertFrom-Json
}

Describe 'docs/examples/Write-NodeInventory.ps1' {
    It 'ends with exit code 1 and one line of summary where the service does not listen' {
        $program, $arguments = @(Get-ShellCommand) + '-NoProfile', '-NonInteractive', '-File'
        $env:AWS_SSM_INSTANCE_ID = 'mi-0123456789abcdef0'
        try {
            $output = & $program @arguments $script -StartJitter 0 -Module $ModulePath -EndpointUrl http://127.0.0.1:1
        }
        finally {
            Remove-Item env:AWS_SSM_INSTANCE_ID
        }

        $LASTEXITCODE | Should -Be 1
        $output[0] | Should -Match '^2 items: 2 failed; .*; ConnectionRefused 2$'
        $output[1] | Should -Match '^The item Custom:FileSystem of mi-0123456789abcdef0 did not reach the service at 127.0.0.1:1'
        # The console of Run Command shows that much.
        ($output -join "`n").Length | Should -BeLessThan 2500
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
