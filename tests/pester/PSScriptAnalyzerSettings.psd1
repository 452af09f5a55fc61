# The rules of PSScriptAnalyzer for the scripts of this repository: all of them, without the exceptions below.
# tests/pester/PSScriptAnalyzer.Tests.ps1 applies them.
@{
    ExcludeRules = @(
        # Pester's blocks and scripts that are dot-sourced read variables that another block or file has assigned.
        'PSUseDeclaredVarsMoreThanAssignments'

        # Functions and script blocks read the parameters of the script or function around them.
        'PSReviewUnusedParameter'

        # Scripts have helper functions for one caller. The commands of the module have -WhatIf and -Confirm.
        'PSUseShouldProcessForStateChangingFunctions'

        # The keys of tests are made up.
        'PSAvoidUsingConvertToSecureStringWithPlainText'

        # A table whose keys differ in case alone needs a constructor with a comparer.
        'PSUseLiteralInitializerForHashtable'

        # Helper functions have few parameters and are called often, in the script that has them.
        'PSAvoidUsingPositionalParameters'
    )
}
