@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # the module is for PowerShell 7, which reads UTF-8 without a mark
        'PSUseBOMForUnicodeEncodedFile'
        # blind to Pester's scopes: what BeforeAll assigns is used in It
        'PSUseDeclaredVarsMoreThanAssignments'
    )
}
