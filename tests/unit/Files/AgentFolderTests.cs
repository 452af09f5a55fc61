using InventoryTools.Files;
using Xunit;

namespace InventoryTools.Tests.Files;

public sealed class AgentFolderTests
{
    [Fact]
    public void The_folder_of_a_node_is_where_the_agent_of_the_platform_looks()
    {
        string expected = OperatingSystem.IsWindows() ? @"C:\ProgramData\Amazon\SSM\InstanceData\i-1\inventory\custom"
            : OperatingSystem.IsMacOS() ? "/opt/aws/ssm/data/i-1/inventory/custom"
            : "/var/lib/amazon/ssm/i-1/inventory/custom";
        Assert.Equal(expected, AgentFolder.Of("i-1"), ignoreCase: OperatingSystem.IsWindows());
        Assert.Equal("i-1", AgentFolder.NodeOf(expected));
        Assert.Equal("i-1", AgentFolder.NodeOf(expected + Path.DirectorySeparatorChar));
        Assert.Null(AgentFolder.NodeOf(Path.GetDirectoryName(expected)!));
    }

    [Fact]
    public void An_item_without_a_node_has_no_folder()
    {
        using AgentExporter exporter = new(folder: null);
        InventoryItem item = Items.Valid();
        item.InstanceId = null;
        Assert.Equal(
            FileProblem.InstanceIdMissing, Assert.Throws<InventoryFileException>(() => exporter.Add(item)).Problem);
    }
}
