# What Terraform has made and the definition of log collection refers to. Outputs become placeholders of the same name:
#   terraform output -json > output.json
#   Import-AliLogSetup setup.psd1 -TerraformOutputPath output.json
# Terraform keeps network and hosts; project, logstore, machine group and Logtail config are left to the definition, so that each
# thing has one owner.

output "security_group_id" {
  value = alicloud_security_group.app_security_group.id
}
