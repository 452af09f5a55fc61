BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/aws.ps1"
}

Describe 'Credentials for AWS' {
    BeforeAll {
        $environment = Get-AwsEnvironment
        if ($Packages.ScriptedEndpoint) {
            Add-Type -Path $Packages.ScriptedEndpoint
            $reply = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
        }
    }

    BeforeEach {
        Skip-WithoutScriptedEndpoint
        $service = New-ScriptedService
        $answers = [InventoryTools.Pester.AnswerScript]::new($service)
        $to = @{ EndpointUrl = $service.Url }
    }

    AfterEach {
        if ($service) { $service.Dispose() }
        Restore-AwsEnvironment $environment
    }

    Context 'credentials and region' {
        It 'signs with the keys and the region of the command' {
            $item | Write-Inventory @to -AccessKey AKIDPARAMETER -SecretKey s -SessionToken token -Region eu-south-1
            $service.Calls | Get-Signature | Should -Be 'AKIDPARAMETER eu-south-1'
            $service.Calls[0].Headers['X-Amz-Security-Token'] | Should -Be token
        }

        It 'knows the aliases of AWS Tools' {
            $item | Write-Inventory @to -AK AKIDALIAS -SK s -ST token -RegionToCall eu-south-1
            $service.Calls | Get-Signature | Should -Be 'AKIDALIAS eu-south-1'
        }

        It 'signs with the keys of a PSCredential' {
            $credential = [pscredential]::new('AKIDPSCREDENTIAL', (ConvertTo-SecureString secret -AsPlainText -Force))
            $item | Write-Inventory @to -Credential $credential -Region eu-west-1
            $service.Calls | Get-Signature | Should -Be 'AKIDPSCREDENTIAL eu-west-1'
        }

        It 'signs with the profile of a file: <Name>' -ForEach @(
            @{ Name = 'plain'; Lines = 'aws_access_key_id = AKIDPROFILE', 'aws_secret_access_key = s', 'region = eu-north-1'; Signature = 'AKIDPROFILE eu-north-1' }
            @{ Name = 'token'; Lines = 'aws_access_key_id=AKIDPROFILE', 'aws_secret_access_key=s', 'aws_session_token=t'; Signature = 'AKIDPROFILE us-east-1' }
            @{ Name = 'process'; Lines = 'credential_process = {process}'; Signature = 'AKIDPROCESS us-east-1' }
        ) {
            Push-Location TestDrive:/
            try {
                '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"s"}' | Set-Content process.json
                $process = $(if ($env:OS -eq 'Windows_NT') { 'cmd /c type ' } else { 'cat ' }) + (Get-Item process.json).FullName
                "[$Name]", $Lines | ForEach-Object { $_ } | ForEach-Object { $_.Replace('{process}', $process) } | Set-Content 'my credentials'
                $item | Write-Inventory @to -ProfileName $Name -ProfileLocation './my credentials'
            }
            finally {
                Pop-Location
            }

            $service.Calls | Get-Signature | Should -Be $Signature
        }

        It 'signs with the environment, which names the address and the node too' {
            $env:AWS_ACCESS_KEY_ID = 'AKIDENVIRONMENT'
            $env:AWS_SECRET_ACCESS_KEY = 's'
            $env:AWS_REGION = 'eu-central-1'
            $env:AWS_ENDPOINT_URL = $service.Url
            $env:AWS_SSM_INSTANCE_ID = 'mi-0123456789abcdef0'
            (@{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory -PassThru).InstanceId | Should -Be mi-0123456789abcdef0
            $service.Calls | Get-Signature | Should -Be 'AKIDENVIRONMENT eu-central-1'
        }

        It 'signs with the profile that AWS_PROFILE names' {
            $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $TestDrive profiles
            $env:AWS_PROFILE = 'other'
            'default', 'other' | ForEach-Object { "[$_]", "aws_access_key_id=AKID$_", 'aws_secret_access_key=s' } | Set-Content $env:AWS_SHARED_CREDENTIALS_FILE
            $item | Write-Inventory @to
            $service.Calls | Get-Signature | Should -Be 'AKIDother us-east-1'
        }

        It 'ends where the named profile is missing, <Name>' -ForEach @(
            @{ Name = 'whatever else the session has'; Arguments = @{} }
            @{ Name = 'whatever credential is given'; Arguments = @{ Credential = [pscredential]::new('AKIDX', [securestring]::new()) } }
        ) {
            $StoredAWSCredentials = 'something'
            $thrown = { $item | Write-Inventory @to @Arguments -ProfileName nope } | Should -Throw -ErrorId "ProfileNotFound,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be ObjectNotFound
            "$StoredAWSCredentials" | Should -Be something
            $service.CallCount | Should -Be 0
        }

        It 'ends with an error that can be caught: <Id> of <Name>' -ForEach @(
            @{ Id = 'ProfileNotFound'; Name = '-ProfileName'; Arguments = @{ ProfileName = 'nope' } }
            @{ Id = 'ProfileNotFound'; Name = '-ProfileLocation'; Arguments = @{ ProfileLocation = 'TestDrive:/nope' } }
            @{ Id = 'CredentialsNotFound'; Name = '-Region alone'; Arguments = @{ Region = 'eu-west-1' } }
            @{ Id = 'InvalidCredentials'; Name = '-AccessKey alone'; Arguments = @{ AccessKey = 'AKIDEXAMPLE' } }
            @{ Id = 'InvalidCredentials'; Name = '-Credential'; Arguments = @{ Credential = 'text' } }
            @{ Id = 'RegionNotFound'; Name = 'keys without a region'; Arguments = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' } }
            @{ Id = 'InvalidRegion'; Name = '-Region'; Arguments = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret'; Region = 'ireland' } }
            @{ Id = 'InvalidEndpointUrl'; Name = '-EndpointUrl'; Arguments = @{ EndpointUrl = 'ftp://127.0.0.1' } }
        ) {
            { $item | Write-Inventory @Arguments } | Should -Throw -ErrorId "$Id,$command"
        }

        It 'takes no parameter of AWS beside -Path' {
            { $item | Write-Inventory -Path TestDrive:/fleet.db -Region eu-west-1 } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        }
    }

    Context 'profiles' {
        BeforeEach {
            $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $TestDrive profiles
            'first', 'second' | ForEach-Object { "[$_]", 'aws_access_key_id = AKIDEXAMPLE', 'aws_secret_access_key = secret' } | Set-Content $env:AWS_SHARED_CREDENTIALS_FILE
        }

        It 'lists the profiles, and no key, where the named one is missing' {
            $thrown = { $item | Write-Inventory -ProfileName nope } | Should -Throw -ErrorId "ProfileNotFound,$command" -PassThru
            $thrown.Exception | Should -BeOfType InventoryTools.InventoryCredentialException
            "$thrown" | Should -Match "'nope'.*second"
            "$thrown" | Should -Not -Match 'AKIDEXAMPLE|secret'
        }

        It 'completes <Typed>' -ForEach @(
            @{ Typed = 'Write-Inventory -Region eu-west-1'; Completed = 'eu-west-1' }
            @{ Typed = 'Write-Inventory -Region ''us-gov-w'; Completed = '''us-gov-west-1''' }
            @{ Typed = 'Write-Inventory -RegionToCall us-gov-w'; Completed = 'us-gov-west-1' }
            @{ Typed = 'Write-Inventory -ProfileName se'; Completed = 'second' }
            @{ Typed = 'Write-Inventory -ProfileLocation TestDrive:/profiles -ProfileName se'; Completed = 'second' }
        ) {
            if ($Typed -match 'ProfileLocation') { Remove-Item env:AWS_SHARED_CREDENTIALS_FILE }
            Get-Completion $Typed | Should -Be $Completed
        }
    }

    Context 'secrets' {
        BeforeAll {
            $secret = 'wJalrXUtnFEMISECRETbPxRfiCYKEY'
            $session = New-Session
        }

        AfterAll {
            $session.Dispose()
        }

        BeforeEach {
            @"
[default]
aws_access_key_id = AKIDX
aws_secret_access_key = $secret
aws_session_token = $secret
[broken]
aws_secret_access_key $secret
[half]
aws_secret_access_key = $secret
[process]
credential_process = /nowhere/$secret
[role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = nope
aws_secret_access_key = $secret
"@ | Set-Content TestDrive:/secrets
        }

        It 'writes no secret to any stream: <Parameters>, <Answer>' -ForEach @(
            foreach ($parameters in
                '-AccessKey AKIDX -SecretKey {secret} -SessionToken {secret}',
                '-AccessKey AKIDX -SecretKey {secret} -ProfileName nope -Region x',
                '-SecretKey {secret}',
                '-ProfileLocation ./secrets',
                '-ProfileLocation ./secrets -ProfileName broken',
                '-ProfileLocation ./secrets -ProfileName process',
                '-ProfileLocation ./secrets -ProfileName half',
                '-ProfileLocation ./secrets -ProfileName role -Region eu-west-1',
                '-Credential {secret}') {
                foreach ($answer in 'accepted', 'InvalidSignatureException', 'AccessDeniedException', 'reset', 'not JSON') {
                    @{ Parameters = $parameters; Answer = $answer }
                }
            }
        ) {
            switch ($Answer) {
                InvalidSignatureException { $answers.Add($reply::Fault($_, 403, "The canonical string was`n'POST`n/`n`nhost:x`nx-amz-security-token:$secret`n`nhost'")) }
                AccessDeniedException { $answers.Add($reply::Fault($_, 400, 'no')) }
                reset { $answers.Add($reply::Reset(1)) }
                'not JSON' { $answers.Add($reply::Status(200, $_)) }
            }

            $shell = New-Pipeline $session @"
`$VerbosePreference = `$DebugPreference = 'Continue'
`$args[0] | Write-Inventory -EndpointUrl `$args[1] $($Parameters.Replace('{secret}', $secret)) -PassThru -Summary -Force -RetryTimeoutSec 0
"@ $item, $service.Url
            try {
                $output = try { $shell.Invoke() } catch { $_.Exception.InnerException.ErrorRecord }
                $streams = @($output) + $shell.Streams.Error + $shell.Streams.Verbose + $shell.Streams.Debug + $shell.Streams.Warning + $shell.Streams.Information + $shell.Streams.Progress
            }
            finally {
                $shell.Dispose()
            }

            # All that a person, a transcript or a log could make of an object.
            $texts = foreach ($value in $streams) {
                "$value"
                if ($value -is [System.Management.Automation.ErrorRecord]) {
                    "$($value.Exception)", "$($value.ErrorDetails.Message)", "$($value.TargetObject)", $value.FullyQualifiedErrorId
                }
            }
            $texts | Should -Not -BeNullOrEmpty
            $texts -match $secret | Should -BeNullOrEmpty
            Get-ChildItem $UserFolder.FullName -Recurse -File -Force | Where-Object { [System.IO.File]::ReadAllText($_.FullName).Contains($secret) } | Should -BeNullOrEmpty
        }
    }
}
