using System.Text.Json;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class BuiltInTypeTests
{
    [Fact]
    public void The_built_in_types_are_those_of_the_user_guide_and_what_was_seen_beside()
    {
        // AWS answers it, and the guide lacks it: aws/aws-sdk issue 640.
        (string? Name, bool IsNumber) seen = ("KernelVersion", false);
        using System.IO.Stream json = typeof(BuiltInTypeTests).Assembly.GetManifestResourceStream(
            "aws-types.json")!;
        JsonElement[] documented = [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];
        Assert.Equal(
            documented.Select(type => type.GetProperty("TypeName").GetString()),
            AwsInventoryType.All.Select(type => type.TypeName));
        foreach ((JsonElement page, AwsInventoryType type) in documented.Zip(AwsInventoryType.All))
        {
            Assert.Equal(page.GetProperty("Version").GetString(), type.Versions[0]);
            Assert.Equal(
                page.GetProperty("Attributes").EnumerateArray()
                    .Select(attribute => (
                        attribute.GetProperty("Name").GetString(),
                        attribute.GetProperty("DataType").GetString() == "NUMBER"))
                    .Concat(type.TypeName == "AWS:InstanceDetailedInformation" ? [seen] : []),
                type.Attributes.Select(attribute => ((string?)attribute.Name, attribute.IsNumber)));
        }
    }

    [Fact]
    public void Every_built_in_type_is_valid_with_its_documented_attributes()
    {
        foreach (AwsInventoryType type in AwsInventoryType.All)
        {
            InventoryItem item = type.ContextKeys.Any() ? Items.Compliance() : Items.Valid();
            item.TypeName = type.TypeName;
            item.Content =
            [
                Items.Entry([.. type.Attributes
                    .Where(attribute => !attribute.IsContext)
                    .Select(attribute => (attribute.Name, attribute.IsNumber ? "1" : "x"))]),
            ];
            foreach (string version in type.Versions)
            {
                item.SchemaVersion = version;
                Assert.Empty(InventoryChecker.Check(item));
            }
        }
    }

    [Fact]
    public void An_unknown_attribute_of_a_built_in_type_is_told_once_for_all_entries()
    {
        InventoryItem item = Items.Valid(
            [.. Enumerable.Range(0, 9).Select(_ => Items.Entry(("CPUs", "2"), ("CPUFamily", "6")))]);
        item.TypeName = "AWS:InstanceDetailedInformation";
        InventoryFinding finding = Assert.Single(InventoryChecker.Check(item));
        Assert.Equal((RuleSeverity.Warning, "Content[0].CPUFamily"), (finding.Severity, finding.Path));
    }

    [Fact]
    public void A_name_of_a_built_in_type_in_another_case_is_unknown_and_beside_the_right_one_an_error()
    {
        InventoryItem item = Items.Valid(Items.Entry(("Name", "eth0")), Items.Entry(("name", "eth1")));
        item.TypeName = "AWS:Network";
        Assert.Equal(
            [nameof(InventoryRules.AttributeNameCase), nameof(InventoryRules.AwsAttributeUnknown)],
            InventoryChecker.Check(item).Select(finding => finding.RuleId));
        Assert.Equal(FaultCode.InvalidItemContent, InventoryChecker.FaultOf(InventoryChecker.Check(item)));
    }

    [Theory]
    [InlineData("aws:Network")]
    [InlineData("AWS:network")]
    [InlineData("AWS:Network ")]
    [InlineData("AWS:")]
    public void A_name_that_is_nearly_that_of_a_built_in_type_is_none_of_them(string name)
    {
        InventoryItem item = Items.Valid();
        item.TypeName = name;
        Assert.Contains(
            InventoryChecker.FaultOf(InventoryChecker.Check(item)),
            new[] { FaultCode.Validation, FaultCode.InvalidTypeName });
    }
}
