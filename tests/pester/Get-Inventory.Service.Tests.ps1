BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Get-Inventory' {
    Context 'a service that does not answer as AWS does' {
        BeforeAll {
            if ($Packages.ScriptedEndpoint) {
                Add-Type -Path $Packages.ScriptedEndpoint
                $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
                $answers = [InventoryTools.Pester.AnswerScript]::new($service)
            }

            function Set-Answer {
                param([Parameter(Mandatory)] [hashtable] $Answer)
                $answers.Clear()
                foreach ($operation in $Answer.Keys) {
                    $answers.Add([InventoryTools.Pester.AnswerRule]@{
                        Operation = $operation
                        Answer    = @($Answer[$operation] | ForEach-Object { [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok($_) })
                    })
                }
            }
        }

        BeforeEach {
            Skip-WithoutScriptedEndpoint
        }

        AfterAll {
            if ($service) { $service.Dispose() }
        }

        It 'ends <Command> when a token comes twice' -ForEach @(
            @{ Command = 'Get-Inventory'; Operation = 'GetInventorySchema'; Answer = '{"Schemas":[],"NextToken":"again"}' }
            @{ Command = 'Get-Inventory Custom:A'; Operation = 'GetInventory'; Answer = '{"Entities":[],"NextToken":"again"}' }
            @{ Command = 'Get-Inventory -Aggregator AWS:Application.Name'; Operation = 'GetInventory'; Answer = '{"Entities":[],"NextToken":"again"}' }
            @{ Command = 'Get-InventorySchema'; Operation = 'GetInventorySchema'; Answer = '{"Schemas":[],"NextToken":"again"}' }
            @{ Command = 'Get-InventoryDeletion'; Operation = 'DescribeInventoryDeletions'; Answer = '{"InventoryDeletions":[],"NextToken":"again"}' }
        ) {
            Set-Answer @{ $Operation = $Answer }
            $failure = { & ([scriptblock]::Create("$Command -EndpointUrl $($service.Url) -ErrorAction Stop")) } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeLike 'UnexpectedAnswer,*'
            "$failure" | Should -Be ("$Operation answered the same NextToken twice (after page 2), so its pages have no end. " +
                'Check that -EndpointUrl is an endpoint of Systems Manager.')
        }

        It 'keeps the pages before a fault: <Command>' -ForEach @(
            @{ Command = 'Get-Inventory -Aggregator AWS:InstanceInformation.PlatformType'; Operation = 'GetInventory'
                Answer = '{"Entities":[{"Data":{"AWS:InstanceInformation":{"Content":[{"Count":"2","PlatformType":"linux"}]}}}],"NextToken":"2"}' }
            @{ Command = 'Get-InventorySchema'; Operation = 'GetInventorySchema'
                Answer = '{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[]}],"NextToken":"2"}' }
            @{ Command = 'Get-InventoryDeletion'; Operation = 'DescribeInventoryDeletions'
                Answer = '{"InventoryDeletions":[{"DeletionId":"01234567-89ab-cdef-0123-456789abcdef","TypeName":"Custom:A","LastStatus":"Complete"}],"NextToken":"2"}' }
        ) {
            $make = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
            $answers.Clear()
            $answers.Add([InventoryTools.Pester.AnswerRule]@{ Operation = $Operation; Answer = @($make::Ok($Answer), $make::Fault('AccessDeniedException')) })
            $found = . ([scriptblock]::Create("$Command -EndpointUrl $($service.Url) -ErrorAction SilentlyContinue -ErrorVariable problem"))
            $found | Should -HaveCount 1
            $problem | Should -HaveCount 1
            $problem.FullyQualifiedErrorId | Should -BeLike 'AccessDeniedException,*'
        }

        It 'claims no absence where a page of the schemas is missing' {
            $make = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
            $answers.Clear()
            $answers.Add([InventoryTools.Pester.AnswerRule]@{ Operation = 'GetInventorySchema'
                Answer = @($make::Ok('{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[]}],"NextToken":"2"}'), $make::Fault('AccessDeniedException')) })
            { Get-InventorySchema Custom:B -EndpointUrl $service.Url } | Should -Throw -ErrorId 'AccessDeniedException,InventoryTools.Cmdlets.GetInventorySchemaCommand'
        }

        It 'leaves out nodes that were not asked for, and says so once' {
            Set-Answer @{
                GetInventory         = '{"Entities":[{"Id":"i-00000001","Data":{}},{"Id":"i-00000002","Data":{}},{"Id":"i-00000003","Data":{}}]}'
                GetInventorySchema   = '{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[{"Name":"A","DataType":"STRING"}]}]}'
                ListInventoryEntries = '{"CaptureTime":"2026-01-31T12:00:00Z","SchemaVersion":"1.0","Entries":[{"A":"1"}]}'
            }
            $found = Get-Inventory Custom:A i-00000002 -Filter 'Custom:A.A -eq 1' -EndpointUrl $service.Url -ErrorVariable problem -ErrorAction SilentlyContinue
            $found.InstanceId | Should -Be 'i-00000002'
            $problem.FullyQualifiedErrorId | Should -Be 'UnexpectedAnswer,InventoryTools.Cmdlets.GetInventoryCommand'
            "$problem" | Should -BeLike 'Answers for 2 nodes (i-00000001, i-00000003) were left out, because they are not what was asked for. *'
        }

        It 'shows a terminated node, and a node without data by its other types' {
            Set-Answer @{
                GetInventory         = '{"Entities":[{"Id":"i-00000001","Data":{"AWS:InstanceInformation":{"TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0",' +
                    '"CaptureTime":"2026-01-31T12:00:00Z","Content":[{"InstanceId":"i-00000001","InstanceStatus":"Terminated"}]}}},{"Id":"i-00000002","Data":{}}]}'
                ListInventoryEntries = '{"Entries":[]}', '{"CaptureTime":"2026-01-31T12:00:00Z","SchemaVersion":"1.0","Entries":[{"A":"1"}]}'
            }
            $found = Get-Inventory AWS:InstanceInformation, Custom:A -ThrottleLimit 1 -EndpointUrl $service.Url
            $found | ForEach-Object { "$($_.InstanceId) $($_.TypeName) $($_.Content)" } |
                Should -Be 'i-00000001 AWS:InstanceInformation InstanceId=i-00000001; InstanceStatus=Terminated', 'i-00000002 Custom:A A=1'
        }

        It 'reads types that the service does not list, and says in a verbose line which of them it refuses' {
            Set-Answer @{
                GetInventorySchema   = '{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[]}]}'
                GetInventory         = '{"Entities":[{"Id":"i-00000001","Data":{}}]}'
            }
            $entries = '{"CaptureTime":"2026-01-31T12:00:00Z","SchemaVersion":"1.0","Entries":[{"A":"1"}]}'
            $lists = [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('InvalidTypeNameException'), [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok($entries)
            $answers.Add([InventoryTools.Pester.AnswerRule]@{ Operation = 'ListInventoryEntries'; Answer = $lists })
            # AWS:Process and Custom:A, in this order.
            $output = Get-Inventory AWS:Proc*, Custom:A* -ThrottleLimit 1 -EndpointUrl $service.Url -Verbose 4>&1
            @($output | Where-Object { $_ -is [InventoryTools.InventoryItem] }).TypeName | Should -Be 'Custom:A'
            @($output | Where-Object { "$_" -like 'AWS:Process was not read: it was not asked for by its name, and the service refuses it. InvalidTypeNameException*' }) |
                Should -HaveCount 1
        }

        It 'says that the operation is denied, and nothing about absence' {
            Set-Answer @{ GetInventory = '{"Entities":[{"Id":"i-00000001","Data":{}}]}' }
            $answers.Add([InventoryTools.Pester.AnswerRule]@{
                Operation = 'ListInventoryEntries'
                Answer    = [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('AccessDeniedException', 400, 'User is not authorized to perform: ssm:ListInventoryEntries')
            })
            $failure = { Get-Inventory Custom:A -EndpointUrl $service.Url } |
                Should -Throw -ErrorId 'AccessDeniedException,InventoryTools.Cmdlets.GetInventoryCommand' -PassThru
            "$failure" | Should -BeLike 'The read ended after 0 of 1 steps*ssm:ListInventoryEntries*'
        }
    }
}
