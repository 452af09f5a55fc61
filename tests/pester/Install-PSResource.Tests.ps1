BeforeAll {
    . "$PSScriptRoot/common.ps1"

    function Get-Obstacle {
        # Why this machine cannot install the package, or cannot make it.
        if (-not (Get-Command Save-PSResource -ErrorAction Ignore)) {
            'Microsoft.PowerShell.PSResourceGet is not installed'
        }
        elseif (-not $env:INVENTORYTOOLS_PACKAGE -and -not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
            'Microsoft.PowerShell.PSResourceGet here is older than 1.1, and INVENTORYTOOLS_PACKAGE does not name a package'
        }
        elseif (-not $env:INVENTORYTOOLS_PACKAGE -and -not (Get-Command dotnet -ErrorAction Ignore)) {
            'the .NET SDK is not installed, and INVENTORYTOOLS_PACKAGE does not name a package'
        }
    }

    function Invoke-Script {
        param([string] $Script, [hashtable] $Environment = @{})
        $result = Invoke-Shell $Script -Environment $Environment
        if ($result.ExitCode -ne 0) {
            throw "Exit code $($result.ExitCode): $($result.Errors)`n$($result.Output -join "`n")"
        }
        $result
    }

    $obstacle = Get-Obstacle
    if ($obstacle) {
        return
    }

    $drive = (Get-Item $TestDrive).FullName
    $package = $env:INVENTORYTOOLS_PACKAGE
    if (-not $package) {
        # Without the build's helpers, which would outlive the tests, and without analyzers, which the checkout's own
        # build has run.
        $null = Invoke-Script "& '$RepositoryRoot/build.ps1' -Task Package -OutputPath '$drive/out'" @{
            MSBUILDDISABLENODEREUSE = '1'
            UseSharedCompilation    = 'false'
            RunAnalyzers            = 'false'
        }
        $package = @(Get-ChildItem "$drive/out/*.nupkg").FullName
    }

    # A repository holds packages under their own names alone.
    $source = New-Item "$drive/source" -ItemType Directory
    Copy-Item $package $source
    $saved = Join-Path $drive modules
    $null = New-Item $saved -ItemType Directory
    $left = (Invoke-Script @"
`$name = 'InventoryTools-$([guid]::NewGuid())'
Register-PSResourceRepository `$name -Uri '$($source.FullName)' -Trusted
try { Save-PSResource InventoryTools -Repository `$name -Path '$saved' }
finally { Unregister-PSResourceRepository `$name }
(Get-PSResourceRepository).Name
"@).Output
    # As text: the manifest decides by the edition, which a data file may not.
    $null = (Get-Content "$RepositoryRoot/InventoryTools.psd1" -Raw) -match "ModuleVersion\s*=\s*'([^']+)'"
    $version = $Matches[1]
    $folder = "$saved/InventoryTools/$version"

    $used = (Invoke-Script @"
`$env:PSModulePath = '$saved' + [System.IO.Path]::PathSeparator + (Join-Path `$PSHOME Modules)
Import-Module InventoryTools
`$module = Get-Module InventoryTools
`$racks = [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0
`$written = `$racks | Write-Inventory -Path fleet.db -PassThru
`$endpoint = Start-InventoryEndpoint other.db -PassThru
try {
    `$accepted = `$racks | Write-Inventory -EndpointUrl `$endpoint.Url -PassThru
    `$call = @{ Uri = `$endpoint.Url; Method = 'Post'; ContentType = 'application/x-amz-json-1.1'; Body = '{}' }
    `$answer = Invoke-RestMethod @call -Headers @{ 'X-Amz-Target' = 'AmazonSSM.GetInventory' }
}
finally { `$endpoint | Stop-InventoryEndpoint }
@{
    Base     = `$module.ModuleBase
    Version  = "`$(`$module.Version)"
    License  = "`$(`$module.LicenseUri)"
    Commands = @((Get-Command -Module InventoryTools).Name)
    Written  = "`$(`$written.Status)"
    Read     = (Get-InventoryEntry -Path fleet.db).Rack
    Accepted = "`$(`$accepted.Status)"
    Answered = @(`$answer.Entities.Id)
    Help     = Get-Help New-InventoryItem -Full | Out-String
    About    = Get-Help about_InventoryTools | Out-String
} | ConvertTo-Json -Compress
"@).Output | ConvertFrom-Json
}

Describe 'Install-PSResource' -Tag Slow, Platform {
    BeforeEach {
        if ($obstacle) {
            Set-ItResult -Skipped -Because $obstacle
        }
    }

    Context 'what the package holds' {
        It 'is the module''s files and no others' {
            $patterns = @(
                'InventoryTools\.psd1'
                'LICENSE'
                'README\.md'
                'CHANGELOG\.md'
                'InventoryTools\.cdx\.json'
                'THIRD-PARTY-NOTICES\.txt'
                'bin/InventoryTools\.Format\.ps1xml'
                'bin/(net8\.0|netstandard2\.0)/InventoryTools(\.Core)?\.dll'
                'bin/(net8\.0|netstandard2\.0)/dependencies/InventoryTools\.(Aws|Sqlite|Endpoint)\.dll'
                'bin/(net8\.0|netstandard2\.0)/dependencies/(AWSSDK|SQLitePCLRaw|Microsoft\.Data\.Sqlite)(\.\w+)*\.dll'
                'bin/netstandard2\.0/dependencies/(System|Microsoft\.Bcl)\.[\w.]+\.dll'
                'bin/runtimes/[\w-]+/native/(lib)?e_sqlite3\.(dll|so|dylib)'
                'en-US/InventoryTools\.dll-Help\.xml'
                'en-US/about_\w+\.help\.txt'
            )
            $files = @((Get-ChildItem $folder -Recurse -File -Force).FullName.Substring((Get-Item $folder).FullName.Length + 1) -replace '\\', '/')
            $files -cnotmatch "^($($patterns -join '|'))$" | Should -BeNullOrEmpty
            foreach ($pattern in $patterns) {
                @($files -cmatch "^$pattern$").Count | Should -BeGreaterThan 0 -Because "$pattern is in the package"
            }
        }

        It 'has SQLite for the supported platforms' {
            (Get-ChildItem "$folder/bin/runtimes").Name | Sort-Object |
                Should -Be 'linux-arm64', 'linux-musl-x64', 'linux-x64', 'osx-arm64', 'osx-x64', 'win-arm64', 'win-x64'
        }

        It 'has a bill of materials with each library and its version' {
            $bom = Get-Content "$folder/InventoryTools.cdx.json" -Raw | ConvertFrom-Json
            $bom.bomFormat | Should -Be CycloneDX
            $bom.metadata.component.name, $bom.metadata.component.version | Should -Be InventoryTools, $version
            $bom.components.licenses.license.id | Should -HaveCount $bom.components.Count
            # One assembly has another name than its package.
            $names = (Get-ChildItem "$folder/bin" -Recurse -Filter *.dll).BaseName -replace '^SQLitePCLRaw\.batteries_v2$', 'SQLitePCLRaw.bundle_e_sqlite3' -replace '^e_sqlite3$', 'SQLitePCLRaw.lib.e_sqlite3'
            $names -notlike 'InventoryTools*' | Where-Object { $_ -notin $bom.components.name } | Should -BeNullOrEmpty
            # Another source than the one that it was made from.
            $locked = @{}
            'Aws', 'Sqlite' | ForEach-Object { Get-Content "$RepositoryRoot/src/InventoryTools.$_/packages.lock.json" -Raw | ConvertFrom-Json } |
                ForEach-Object { $_.dependencies.PSObject.Properties } | ForEach-Object { $_.Value.PSObject.Properties } |
                ForEach-Object { if ($_.Value.type -ne 'Project') { $locked[$_.Name] = $_.Value.resolved } }
            foreach ($component in $bom.components) {
                $component.version | Should -Be $locked[$component.name] -Because "$($component.name) ships"
            }
        }

        It 'has the licence of each library, and its text' {
            $notices = Get-Content "$folder/THIRD-PARTY-NOTICES.txt" -Raw
            foreach ($component in (Get-Content "$folder/InventoryTools.cdx.json" -Raw | ConvertFrom-Json).components) {
                $notices | Should -Match ([regex]::Escape("$($component.name) $($component.version) ($($component.licenses.license.id))"))
            }
            $notices | Should -Match 'TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION'
            $notices | Should -Match 'Permission is hereby granted, free of charge'
        }

        It 'has a manifest that is valid and names the license, the authors and the changes' {
            $manifest = Test-ModuleManifest "$folder/InventoryTools.psd1"
            $manifest.LicenseUri | Should -Be 'https://opensource.org/license/mit'
            $manifest.CompanyName | Should -Be $manifest.Author
            $manifest.ReleaseNotes | Should -Match 'CHANGELOG\.md'
            Get-Content "$folder/LICENSE" -TotalCount 1 | Should -Be 'MIT License'
            "$folder/CHANGELOG.md" | Should -FileContentMatch "^## \[$([regex]::Escape($version))\]"
        }
    }

    Context 'in a new shell, by name' {
        It 'loads from the folder that it was installed to, in the version of the manifest' {
            $used.Base | Should -Be (Get-Item $folder).FullName
            $used.Version | Should -Be $version
            $used.License | Should -Be 'https://opensource.org/license/mit'
        }

        It 'has all commands' {
            $used.Commands | Sort-Object | Should -Be ((Test-ModuleManifest "$folder/InventoryTools.psd1").ExportedCmdlets.Keys | Sort-Object)
        }

        It 'writes a store and reads it back' {
            $used.Written | Should -Be 'Created'
            $used.Read | Should -Be 'A1'
        }

        It 'writes to an endpoint of its own, which answers other callers too' {
            $used.Accepted | Should -Be 'Accepted'
            $used.Answered | Should -Be 'i-0123456789abcdef0'
        }

        It 'has help' {
            $used.Help | Should -Match '-InstanceIdProperty'
            $used.Help | Should -Match 'EXAMPLE 1'
            $used.About | Should -Match 'about_InventoryTools'
        }
    }

    Context 'what it leaves behind' {
        It 'does not include a repository' {
            $left -match 'InventoryTools' | Should -BeNullOrEmpty
        }
    }
}
