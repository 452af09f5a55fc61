using InventoryTools.Files;
using InventoryTools.Rules;

namespace InventoryTools.Tests.Endpoint;

/// <summary>A request as it was read, before its constraints are checked.</summary>
internal sealed record ParsedRequest<T>(
    T Request, IReadOnlyList<ConstraintViolation> Violations, IReadOnlyCollection<string> Missing)
{
    public static ParsedRequest<T> Read(JsonStructure<T> members, byte[] body)
    {
        JsonRequestReader reader = new(body);
        T request = members.Read(ref reader);
        reader.ExpectEnd();
        return new ParsedRequest<T>(request, reader.Violations, reader.Missing);
    }
}
