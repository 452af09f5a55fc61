using InventoryTools.Reading;
using Xunit;

namespace InventoryTools.Tests.Reading;

public sealed class FilterSplitterTests
{
    [Fact]
    public void No_filters_are_one_request_without_any() => Assert.Empty(Assert.Single(FilterSplitter.Split([])));

    [Fact]
    public void Any_of_many_values_is_asked_for_in_several_requests()
    {
        InventoryFilter many = new("A.B", [.. Enumerable.Range(0, 90).Select(n => $"{n:00}")], FilterOperator.Equal);
        InventoryFilter few = new("A.C", ["x"]);
        IReadOnlyList<IReadOnlyList<InventoryFilter>> requests = FilterSplitter.Split([many, few]);
        Assert.Equal([40, 40, 10], requests.Select(request => request[0].Values.Count));
        Assert.Equal(many.Values, requests.SelectMany(request => request[0].Values));
        Assert.All(requests, request => Assert.Equal(few.Values, request[1].Values));
        Assert.Equal(9, FilterSplitter.Split([many, many with { Operator = FilterOperator.BeginWith }]).Count);
    }

    [Fact]
    public void No_answer_comes_from_two_of_the_requests()
    {
        string[] numbers = [.. Enumerable.Range(10, 50).Select(n => $"{n}")];
        InventoryFilter twice = new("A.B", [.. numbers, .. numbers], FilterOperator.Equal);
        Assert.Equal(numbers, FilterSplitter.Split([twice]).SelectMany(request => request[0].Values));
        InventoryFilter beginnings =
            twice with { Values = [.. numbers, "1", "2"], Operator = FilterOperator.BeginWith };
        Assert.Equal([.. numbers.Skip(20), "1", "2"], Assert.Single(FilterSplitter.Split([beginnings]))[0].Values);
    }

    [Fact]
    public void More_values_than_a_filter_takes_are_no_bound()
    {
        InventoryFilter bound = new("A.B", [.. Enumerable.Range(0, 41).Select(n => $"{n}")], FilterOperator.LessThan);
        InventoryFaultException refused = Assert.Throws<InventoryFaultException>(() => FilterSplitter.Split([bound]));
        Assert.Equal("InvalidFilter", refused.Code);
        Assert.Contains(
            "compares with 41 values, and a filter takes 40", refused.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void None_of_many_values_is_several_filters_of_one_request()
    {
        InventoryFilter none = new("A.B", [.. Enumerable.Range(0, 90).Select(n => $"{n}")], FilterOperator.NotEqual);
        Assert.Equal([40, 40, 10], Assert.Single(FilterSplitter.Split([none])).Select(filter => filter.Values.Count));
        InventoryFaultException refused = Assert.Throws<InventoryFaultException>(
            () => FilterSplitter.Split([none, none]));
        Assert.Equal("InvalidFilter", refused.Code);
        Assert.Contains(
            "These are 6 filters, and a request takes 5 (of 40 values each)",
            refused.Message,
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_five_filters_are_refused()
    {
        InventoryFilter one = new("A.B", ["x"]);
        Assert.Equal(5, Assert.Single(FilterSplitter.Split([one, one, one, one, one])).Count);
        Assert.Throws<InventoryFaultException>(() => FilterSplitter.Split([one, one, one, one, one, one]));
    }
}
