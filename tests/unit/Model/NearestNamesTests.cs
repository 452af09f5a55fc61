using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class NearestNamesTests
{
    private static readonly string[] s_types =
        ["AWS:Application", "AWS:AWSComponent", "AWS:File", "AWS:Tag", "Custom:Disk", "Custom:RackInfo"];

    [Theory]
    [InlineData("Custom:RakInfo", "Custom:RackInfo")]
    [InlineData("custom:rackinfo", "Custom:RackInfo")]
    [InlineData("AWS:Aplication", "AWS:Application")]
    [InlineData("AWS:Applicatoins", "AWS:Application")]
    [InlineData("AWS:RackInfo", "Custom:RackInfo")]
    [InlineData("RackInfo", "Custom:RackInfo")]
    [InlineData("Cutsom:RackInfo", "Custom:RackInfo")]
    [InlineData("AWS:App", "AWS:Application")]
    [InlineData("AWS:Files", "AWS:File")]
    [InlineData("Custom:Disc", "Custom:Disk")]
    [InlineData("Custom:Memory")]
    [InlineData("Custom:")]
    [InlineData("AWS:Fax")]
    [InlineData("A")]
    [InlineData("")]
    public void A_type_is_near(string name, params string[] near) =>
        Assert.Equal(near, NearestNames.Find(name, s_types));

    [Theory]
    [InlineData("Shlef", "Shelf")]
    [InlineData("rack", "Rack")]
    [InlineData("Rck", "Rack")]
    [InlineData("X")]
    [InlineData("Size")]
    [InlineData("Sise(GB)", "Size(GB)")]
    public void An_attribute_is_near(string name, params string[] near) => Assert.Equal(
        near, NearestNames.Find(name, ["Shelf", "Rack", "Size(GB)", "Size", "A", "B", "C", "D"]));

    [Fact]
    public void At_most_three_names_are_near_in_their_order() => Assert.Equal(
        ["Disk1", "Disk2", "Disk3"], NearestNames.Find("Disks", ["Disk4", "Disk3", "Disk2", "Disk1", "Disk1"]));

    [Fact]
    public void A_name_without_end_is_near_to_none() =>
        Assert.Empty(NearestNames.Find(new string('a', 10000), [new string('a', 10001)]));

    [Theory]
    [InlineData("", "Memory", "Disk1")]
    [InlineData(" Did you mean 'Disk1'?", "Disk1x", "Disk1", "Memory")]
    [InlineData(" Did you mean 'Disk1' or 'Disk2'?", "Disk3", "Disk1", "Disk2")]
    [InlineData(" Did you mean 'Disk1', 'Disk2' or 'Disk4'?", "Disk3", "Disk1", "Disk2", "Disk4")]
    public void The_question_proposes_the_nearest_names(string question, string name, params string[] known) =>
        Assert.Equal(question, NearestNames.Question(name, known));
}
