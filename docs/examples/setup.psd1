# Log collection of a to-do-list web application, for three environments that differ in their name and little else.
# Read it with Import-AliLogSetup; {env} stands for the environment. Nothing in this file is run.
@{
    Version            = 1

    # Set-AliLogSetup marks what it makes with this name; -Prune removes only what carries it.
    Owner              = 'sample-app'

    Project            = @{
        Name        = 'sample-app-log-project-{env}'
        Description = 'Sample web application log project ({env} environment).'
    }

    Logstores          = @(
        @{
            Name       = 'sample-app-log-store-{env}'
            TtlDays    = 30
            ShardCount = 2
            # Search needs an index, and an index covers only what is written after it.
            Index      = @{
                FullText = $true
                Keys     = 'app-name', 'hostname', 'msg', 'msgid', 'pri-text', 'procid', 'protocol-version'
            }
            Expect     = @{
                LogsWithin    = '15m'
                OnlyFromHosts = $true
                Queries       = @(
                    @{
                        Query   = 'app-name: todo-list'
                        Exactly = 8
                        Fields  = @{
                            'pri-text'                    = 'daemon.info'
                            msgid                         = '-'
                            'protocol-version'            = '0'
                            __source__                    = '127.0.0.1'
                            __topic__                     = ''
                            '__tag__:__user_defined_id__' = 'logtail-id-{env}'
                        }
                    }
                    @{ Query = 'app-name: certificate-updater' }
                )
            }
        }
    )

    MachineGroups      = @(
        @{
            Name        = 'sample-app-log-machine-group-{env}'
            Identifiers = 'logtail-id-{env}'
            Expect      = @{
                Machines         = 3
                Hosts            = @{
                    'sample-app-ecs-zone-0-{env}'  = '192.168.0.23'
                    'sample-app-ecs-zone-1-{env}'  = '192.168.1.244'
                    'sample-app-certman-ecs-{env}' = '192.168.0.20'
                }
                HeartbeatTimeout = '{heartbeat_timeout}'
            }
        }
    )

    LogtailConfigs     = @(
        @{
            Name          = 'sample-app-logtail-config-{env}'
            Logstore      = 'sample-app-log-store-{env}'
            # The second word of the template in the hosts' rsyslog file, byte for byte.
            Tag           = 'sys_tag'
            RsyslogFile   = 'walkthrough/rsyslog-logtail.conf'
            MachineGroups = 'sample-app-log-machine-group-{env}'
        }
    )

    # The agents listen on loopback, so their port needs no rule from the world; the VPC's own addresses are enough for a relay.
    SecurityGroupRules = @(
        @{
            SecurityGroupId = '{security_group_id}'
            Port            = 11111
            SourceCidrIp    = '192.168.0.0/16'
            Priority        = 1
            Description     = 'Logtail stream input, from inside the VPC'
        }
    )

    # Terraform makes the security group: Import-AliLogSetup -TerraformOutputPath takes its id from there.
    Variables          = @{
        security_group_id = 'sg-emulator'
        heartbeat_timeout = '3m'
    }

    # Production keeps logs longer; Compare-AliLogEnvironment says nothing about it.
    AllowedDifferences = 'Logstores/*/TtlDays'

    Environments       = @{
        dev        = @{}
        'pre-prod' = @{}
        prod       = @{
            Logstores = @(
                @{ Name = 'sample-app-log-store-{env}'; TtlDays = 90 }
            )
        }
    }
}
