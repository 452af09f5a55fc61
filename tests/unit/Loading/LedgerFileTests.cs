using InventoryTools.Loading;
using Xunit;

namespace InventoryTools.Tests.Loading;

public sealed class LedgerFileTests
{
    private static readonly string s_own = Environment.GetFolderPath(
        Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    private static readonly string s_named = Path.GetFullPath("data");

    [Theory]
    [InlineData(true, false, "LOCALAPPDATA")] // Windows
    [InlineData(false, true, "XDG_DATA_HOME")] // Linux
    [InlineData(false, false, "XDG_DATA_HOME")] // macOS
    public void The_environment_names_the_folder(bool isWindows, bool isLinux, string variable) =>
        Assert.Equal(s_named, LedgerFile.DataFolder(
            isWindows, isLinux, name => name == variable ? s_named : name == "HOME" ? "/" : null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("data")]
    public void Run_Command_on_Linux_has_the_ledger_in_the_home_of_root(string? named) =>
        Assert.Equal("/root/.local/share", LedgerFile.DataFolder(
            isWindows: false, isLinux: true, name => name == "HOME" ? "/" : named));

    [Theory]
    [InlineData(false, true, "/home/me", null)]
    [InlineData(false, true, null, "data")]
    [InlineData(true, false, "/", null)]
    [InlineData(true, false, "/", "")]
    [InlineData(false, false, "/", "data")]
    public void Otherwise_the_system_names_the_folder(bool isWindows, bool isLinux, string? home, string? named) =>
        Assert.Equal(s_own, LedgerFile.DataFolder(isWindows, isLinux, name => name == "HOME" ? home : named));

    [Fact]
    public void Each_system_has_a_variable_of_its_own()
    {
        Assert.Equal(s_own, LedgerFile.DataFolder(
            isWindows: true, isLinux: false, name => name == "XDG_DATA_HOME" ? s_named : null));
        Assert.Equal(s_own, LedgerFile.DataFolder(
            isWindows: false, isLinux: true, name => name == "LOCALAPPDATA" ? s_named : null));
    }
}
