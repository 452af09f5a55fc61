using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Conformance;

/// <summary>The same cases through every door: what a service does must not depend on the way to it.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<string, Func<IInventoryService, Task>> s_cases =
        new(PutInventoryCases.All.Concat(QueryCases.All).Concat(TypeCases.All));

    public static TheoryData<Door, string> Cases
    {
        get
        {
            TheoryData<Door, string> cases = [];
            foreach (Door door in OpenDoor.Services)
            {
                foreach (string name in s_cases.Keys)
                {
                    cases.Add(door, name);
                }
            }

            return cases;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task One_behaviour_behind_every_door(Door door, string name)
    {
        using OpenDoor open = new(door);
        await s_cases[name](open.Service);
    }
}
