using System;
using System.IO;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class RulesPageTests
{
    [Fact]
    public void The_rules_page_is_the_table()
    {
        string path = Repository.PathOf("docs", "en-US", "about_InventoryRules.md");
        if (Environment.GetEnvironmentVariable("INVENTORYTOOLS_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, RulesPage.Generate());
        }

        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == RulesPage.Generate(),
            "The page is out of date. Set INVENTORYTOOLS_UPDATE_SNAPSHOTS=1, run the tests and look at what changed.");
    }
}
