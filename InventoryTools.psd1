@{
    RootModule           = if ($PSEdition -eq 'Core') { 'bin/net8.0/InventoryTools.dll' } else { 'bin/netstandard2.0/InventoryTools.dll' }
    RequiredAssemblies   = if ($PSEdition -eq 'Core') { 'bin/net8.0/InventoryTools.Core.dll' } else { 'bin/netstandard2.0/InventoryTools.Core.dll' }
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0c5b1e-1f0b-4d0e-9a55-3d3f6f1f7a52'
    Author               = 'The InventoryTools authors'
    CompanyName          = 'The InventoryTools authors'
    Copyright            = '(c) The InventoryTools authors.'
    Description          = 'Builds AWS Systems Manager Inventory items from any pipeline, checks them against every documented rule of PutInventory, and writes them to AWS or to a local store; reads, compares, exports and deletes them there; and answers any AWS client from a local endpoint.'
    CompatiblePSEditions = @('Core', 'Desktop')
    PowerShellVersion    = '5.1'
    # For Windows PowerShell; PowerShell 7 does not look at it.
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess     = @('bin/InventoryTools.Format.ps1xml')
    CmdletsToExport      = @(
        'Compare-Inventory'
        'Export-Inventory'
        'Get-Inventory'
        'Get-InventoryDeletion'
        'Get-InventoryEndpoint'
        'Get-InventoryEntry'
        'Get-InventoryRule'
        'Get-InventorySchema'
        'Import-Inventory'
        'New-InventoryItem'
        'Remove-Inventory'
        'Start-InventoryEndpoint'
        'Stop-InventoryEndpoint'
        'Sync-Inventory'
        'Test-InventoryItem'
        'Write-Inventory'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('AWS', 'SSM', 'SystemsManager', 'Inventory', 'PutInventory', 'Compliance')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'CHANGELOG.md, in the folder of the module, lists the changes of each version.'
        }
    }
}
