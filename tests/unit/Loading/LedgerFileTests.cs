using System;
using System.Collections.Generic;
using InventoryTools.Loading;
using Xunit;

namespace InventoryTools.Tests.Loading;

public sealed class LedgerFileTests
{
    private static readonly string s_own = Environment.GetFolderPath(
        Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    [Theory]
    [InlineData("/", null)]
    [InlineData("/", "")]
    public void Run_Command_on_Linux_has_the_ledger_in_the_home_of_root(string home, string? data) =>
        Assert.Equal("/root/.local/share", DataFolder(isLinux: true, home, data));

    [Theory]
    [InlineData(true, "/home/me", null)]
    [InlineData(true, "/", "/data")]
    [InlineData(true, null, null)]
    [InlineData(false, "/", null)] // Windows, and macOS.
    [InlineData(false, "/", "/data")]
    public void Elsewhere_the_system_names_the_folder(bool isLinux, string? home, string? data) =>
        Assert.Equal(s_own, DataFolder(isLinux, home, data));

    private static string DataFolder(bool isLinux, string? home, string? data)
    {
        Dictionary<string, string?> variables = new() { ["HOME"] = home, ["XDG_DATA_HOME"] = data };
        return LedgerFile.DataFolder(isLinux, name => variables[name]);
    }
}
