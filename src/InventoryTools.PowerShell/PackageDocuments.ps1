<#
.SYNOPSIS
Writes what a package contains beside the module's own files: InventoryTools.cdx.json, a bill of materials in the form of
CycloneDX, and THIRD-PARTY-NOTICES.txt, the licences.
.DESCRIPTION
Reads what the last restore has resolved, so the project must have been built. A library in the package that is not of a
listed package of NuGet, and a licence whose text is not in the folder licenses, are errors.
#>
[CmdletBinding()]
param(
    # The folder of the package, with its libraries in bin.
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Version
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$bomName = 'InventoryTools.cdx.json'

function Export-Bom {
    # What is compiled against but not shipped: PowerShell has it.
    [xml] $versions = Get-Content (Join-Path $PSScriptRoot ../Directory.Packages.props) -Raw
    $reference = $versions.SelectSingleNode('//PackageVersion[@Include="PowerShellStandard.Library"]').Version
    & dotnet tool exec cyclonedx --yes -- $PSScriptRoot/InventoryTools.PowerShell.csproj --disable-package-restore --exclude-dev `
        --exclude-filter "PowerShellStandard.Library@$reference" --no-serial-number `
        --set-name InventoryTools --set-version $Version --set-type Library `
        --output $Path --filename $bomName --output-format Json | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "The bill of materials can't be made: CycloneDX failed with exit code $LASTEXITCODE."
    }
}

function Get-ShippedPackage {
    # Each listed package: its name, version and folder, and what its nuspec says.
    $cache = (& dotnet nuget locals global-packages --list) -replace '^[^:]*: '
    foreach ($component in (Get-Content (Join-Path $Path $bomName) -Raw | ConvertFrom-Json).components) {
        $folder = Join-Path $cache "$($component.name.ToLowerInvariant())/$($component.version)"
        [xml] $nuspec = Get-Content (Join-Path $folder "$($component.name.ToLowerInvariant()).nuspec") -Raw
        $metadata = $nuspec.package.metadata
        $value = { param($name) $node = $metadata.SelectSingleNode("*[local-name()='$name']"); if ($node) { $node.InnerText.Trim() } }
        [pscustomobject] @{
            Name = $component.name
            Version = $component.version
            Folder = $folder
            License = & $value license
            Copyright = (& $value copyright), (& $value authors) | Where-Object { $_ } | Select-Object -First 1
            Url = & $value projectUrl
        }
    }
}

function Assert-Listed([object[]] $Package) {
    $known = $Package.Folder | Get-ChildItem -Recurse -File | Where-Object Extension -In .dll, .so, .dylib | Get-FileHash
    $shipped = Get-ChildItem (Join-Path $Path bin) -Recurse -File |
        Where-Object { $_.Extension -in '.dll', '.so', '.dylib' -and $_.Name -notlike 'InventoryTools*.dll' } | Get-FileHash
    $foreign = $shipped | Where-Object Hash -NotIn $known.Hash
    if ($foreign) {
        throw "These libraries are in the package and of no package in its bill of materials: $($foreign.Path -join ', ')."
    }
}

function Export-Notice([object[]] $Package) {
    $texts = $Package.License | Sort-Object -Unique | ForEach-Object {
        $text = Join-Path $PSScriptRoot "licenses/$_.txt"
        if (-not (Test-Path $text)) {
            throw "The licence '$_' has no text in the folder licenses."
        }

        '', ('=' * 70), $_, ('=' * 70), '', (Get-Content $text -Raw).TrimEnd()
    }

    # What the packages contain in turn. Several have the same file.
    $inner = $Package.Folder | Get-ChildItem -File | Where-Object Name -EQ THIRD-PARTY-NOTICES.TXT | Get-FileHash |
        Sort-Object Hash -Unique | ForEach-Object { '', ('=' * 70), (Get-Content $_.Path -Raw).TrimEnd() }
    @(
        'InventoryTools ships these packages, unchanged. The texts of their licences follow.'
        'SQLitePCLRaw.lib.e_sqlite3 contains SQLite, which is in the public domain.'
        ''
        $Package | ForEach-Object {
            "$($_.Name) $($_.Version) ($($_.License))"
            $_.Copyright, $_.Url | Where-Object { $_ } | ForEach-Object { "    $_" }
        }
        $texts
        $inner
    ) | Set-Content (Join-Path $Path THIRD-PARTY-NOTICES.txt) -Encoding utf8
}

Export-Bom
$packages = @(Get-ShippedPackage)
Assert-Listed $packages
Export-Notice $packages
