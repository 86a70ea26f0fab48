#requires -Version 7.4

<#
.SYNOPSIS
    Brings log collection of one environment to its definition, and proves the server side.

.DESCRIPTION
    For the job that runs after the basic infrastructure is there and before any host starts. A second run changes nothing.
    The key comes from the job's variables (ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY, ALICLOUD_REGION), which should be masked
    and protected.

    Exit code: 0 when everything is as declared, 1 when a check failed or the script stopped, 2 when nothing could be looked at.

.PARAMETER Environment
    The environment; by default the one of the branch: production, pre-production, and dev for every other.

.PARAMETER TerraformOutputPath
    What `terraform output -json` printed; its outputs fill in the placeholders of the definition.

.PARAMETER ReportPath
    The folder for junit.xml, which GitLab shows in the merge request, and report.html.
#>
[CmdletBinding()]
param(
    [ValidateSet('dev', 'pre-prod', 'prod')]
    [string] $Environment = $(switch ($env:CI_COMMIT_REF_NAME) { 'production' { 'prod' } 'pre-production' { 'pre-prod' } default { 'dev' } }),

    [string] $DefinitionPath = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '../setup.psd1')),

    [string] $TerraformOutputPath,

    [string] $ReportPath = 'report'
)

$ErrorActionPreference = 'Stop'

$names = @{}
if ($TerraformOutputPath) { $names.TerraformOutputPath = $TerraformOutputPath }
$setup = Import-AliLogSetup -Path $DefinitionPath -Environment $Environment @names

"What is to be changed in $setup`:"
$setup | Compare-AliLogSetup | Out-Default
$setup | Set-AliLogSetup | Out-Default

# The hosts start after this job: what they must do is for the scheduled verification.
$null = [IO.Directory]::CreateDirectory($ReportPath)
$setup |
    Test-AliLogSetup -Check service.*, project.*, logstore.*, index.*, group.*, config.*, binding.*, setup.*, network.* -SetExitCode |
    Export-AliLogReport -Path ([IO.Path]::Combine($ReportPath, 'junit.xml')), ([IO.Path]::Combine($ReportPath, 'report.html')) -Title "Log collection of $Environment" -PassThru |
    Where-Object Status -NE 'Pass' | Out-Default
exit $LASTEXITCODE
