# No message has a secret key, a session token or a password, whatever fails and whoever repeats it.
BeforeDiscovery {
    $calls = @(
        @{ Script = { Get-InventorySchema @service } }
        @{ Script = { Get-InventoryEntry Custom:X i-00000001 @service } }
        @{ Script = { Remove-Inventory Custom:X -Confirm:$false @service } }
        @{ Script = { $item | Write-Inventory -PassThru -Summary @service } }
        @{ Script = { Sync-Inventory -Path fleet.db @service } }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $secret = 'CanarySecretKey/0123456789+abcdefghijklm'
    $token = 'CanarySessionToken/0123456789+abcdefghijklm=='
    $address = "http://user:CanarySecret@127.0.0.1:9/"
    $item = @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001

    function Find-Secret {
        # The texts with a secret, of all that a script writes: as they are shown, as objects, and as exceptions.
        param([Parameter(Mandatory)] [scriptblock] $Script)
        $records = @(try { & $Script *>&1 } catch { $_ })
        $script:seen += $records.Count
        foreach ($record in $records) {
            "$record", ($record | Out-String -Width 500), ($record | Format-List * -Force | Out-String -Width 500), "$($record.Exception)" -cmatch 'CanarySe'
        }
    }
}

Describe 'a secret' {
    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
        $script:seen = 0
        $item | Write-Inventory -Path fleet.db
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    It 'is in no message about credentials: <Name>' -ForEach @(
        @{ Name = 'a wrong key'; Script = {
                $key = [pscredential]::new('AKIAEXAMPLE', (ConvertTo-SecureString 'other' -AsPlainText -Force))
                Get-InventorySchema -EndpointUrl (Start-InventoryEndpoint -Credential $key -PassThru).Url -AccessKey AKIAEXAMPLE -SecretKey $secret -Region eu-west-1 -Verbose } }
        @{ Name = 'a wrong token'; Script = {
                $key = [pscredential]::new('AKIAEXAMPLE', (ConvertTo-SecureString $secret -AsPlainText -Force))
                Get-InventorySchema -EndpointUrl (Start-InventoryEndpoint -Credential $key -SessionToken "$($token)1" -PassThru).Url -AccessKey AKIAEXAMPLE -SecretKey $secret -SessionToken $token -Region eu-west-1 -Verbose } }
        @{ Name = 'an endpoint'; Script = {
                $key = [pscredential]::new('AKIAEXAMPLE', (ConvertTo-SecureString $secret -AsPlainText -Force))
                Start-InventoryEndpoint -Credential $key -SessionToken $token -PassThru -Verbose
                Get-InventoryEndpoint } }
        @{ Name = 'a key without its ID'; Script = { Get-InventorySchema -SecretKey $secret -SessionToken $token -Region eu-west-1 -Verbose } }
        @{ Name = 'a key with a line break'; Script = { Get-InventorySchema -AccessKey "AKIA`nEXAMPLE" -SecretKey "$secret`n" -SessionToken "$token`r`n" -EndpointUrl http://127.0.0.1:9 -Region eu-west-1 -RetryTimeoutSec 0 -Verbose } }
        @{ Name = 'a profile without a region'; Script = {
                "[p]", 'aws_access_key_id=AKIAEXAMPLE', "aws_secret_access_key=$secret", "aws_session_token=$token" | Set-Content profiles
                Get-InventorySchema -ProfileName p -ProfileLocation profiles -Verbose } }
        @{ Name = 'a profile with half a key'; Script = {
                "[p]", "aws_secret_access_key=$secret", "aws_session_token=$token", 'region=eu-west-1' | Set-Content profiles
                Get-InventorySchema -ProfileName p -ProfileLocation profiles -Verbose } }
        @{ Name = 'a file that is not one of profiles'; Script = {
                "aws_secret_access_key=$secret", "[p", "$token" | Set-Content profiles
                Get-InventorySchema -ProfileName p -ProfileLocation profiles -Region eu-west-1 -Verbose } }
        @{ Name = 'a process that prints its keys and fails'; Script = {
                "[p]", "credential_process = sh -c 'echo {\\`"SecretAccessKey\\`":\\`"$secret\\`"}; echo $token >&2; exit 1'", 'region=eu-west-1' | Set-Content profiles
                Get-InventorySchema -ProfileName p -ProfileLocation profiles -Verbose } }
        @{ Name = 'a PSCredential'; Script = {
                $key = [pscredential]::new('AKIAEXAMPLE', (ConvertTo-SecureString $secret -AsPlainText -Force))
                Get-InventorySchema -Credential $key -EndpointUrl http://127.0.0.1:9 -Region eu-west-1 -RetryTimeoutSec 0 -Verbose
                [pscustomobject]@{ Key = $key } | New-InventoryItem Custom:X -ErrorAction Continue } }
        @{ Name = 'an address with a password'; Script = { Get-InventorySchema -EndpointUrl $address -AccessKey AKIAEXAMPLE -SecretKey $secret -Region eu-west-1 -RetryTimeoutSec 0 -Verbose } }
    ) {
        Find-Secret $Script | Should -BeNullOrEmpty
        $seen | Should -BeGreaterThan 0
    }

    Context 'at a service' {
        BeforeAll {
            if ($Packages.ScriptedEndpoint) {
                Add-Type -Path $Packages.ScriptedEndpoint
                $server = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
                $answers = [InventoryTools.Pester.AnswerScript]::new($server)
                $service = @{
                    EndpointUrl = $server.Url; AccessKey = 'AKIAEXAMPLE'; SecretKey = $secret; SessionToken = $token; Region = 'eu-west-1'
                    RetryTimeoutSec = 0; Verbose = $true; ErrorAction = 'Continue'
                }
                # A server that repeats the headers of a request, as some proxies do.
                $text = "X-Amz-Security-Token: $token"
                $repeated = @(
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('SomeException', 400, $text)
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('InternalServerError', 500, $text)
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('InvalidSignatureException', 403, "The canonical string should have been 'POST / x-amz-date:20260101T000000Z x-amz-security-token:$token'")
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Status(502, "<html><title>$text</title></html>", 'text/html')
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Status(403, $text, 'text/plain')
                    [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok("{`"Message`":`"$text`"}")
                )
            }
        }

        BeforeEach {
            Skip-WithoutScriptedEndpoint
        }

        AfterAll {
            if ($Packages.ScriptedEndpoint) { $server.Dispose() }
        }

        It 'is in no message, though the service repeats it: <Script>' -ForEach $calls {
            foreach ($answer in $repeated) {
                $answers.Clear()
                $answers.Add($answer)
                Find-Secret $Script | Should -BeNullOrEmpty
            }

            $seen | Should -BeGreaterThan 0
        }
    }
}
