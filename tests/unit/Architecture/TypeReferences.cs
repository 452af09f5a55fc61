using Mono.Cecil;
using Mono.Cecil.Cil;

namespace InventoryTools.Tests.Architecture;

/// <summary>The types that a compiled type names.</summary>
internal static class TypeReferences
{
    public static TypeDefinition Outermost(TypeDefinition type) =>
        type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    /// <summary>All types that are named in a type: in its shape, and in the code of its methods.</summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type)
    {
        IEnumerable<TypeReference?> shape = type.Interfaces.Select(implemented => implemented.InterfaceType)
            .Append(type.BaseType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(OfGenerics(type))
            .Concat(OfAttributes(
                [
                    type, .. type.Fields, .. type.Properties, .. type.Events, .. type.Methods,
                    .. type.Methods.SelectMany(method => method.Parameters),
                ]));
        IEnumerable<TypeReference?> code = type.Methods.SelectMany(
            method => OfSignature(method).Concat(OfBody(method)));
        return shape.Concat(code).OfType<TypeReference>().SelectMany(Parts);
    }

    /// <summary>A type, the arguments of a generic one, and the type of the elements of an array.</summary>
    public static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts)
            .Concat(Parts(generic.ElementType)),
        RequiredModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };

    public static IEnumerable<TypeReference> OfSignature(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference> OfBody(MethodDefinition method)
    {
        if (!method.HasBody)
        {
            return OfGenerics(method);
        }

        return method.Body.Variables.Select(variable => variable.VariableType)
            .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType).OfType<TypeReference>())
            .Concat(method.Body.Instructions.SelectMany(OfInstruction))
            .Concat(OfGenerics(method));
    }

    private static IEnumerable<TypeReference> OfInstruction(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => method.GenericArguments.Concat(OfSignature(method))
            .Append(method.DeclaringType),
        MethodReference method => OfSignature(method).Append(method.DeclaringType),
        CallSite call => call.Parameters.Select(parameter => parameter.ParameterType).Append(call.ReturnType),
        _ => [],
    };

    private static IEnumerable<TypeReference> OfGenerics(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints)
            .Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> OfAttributes(
        IEnumerable<Mono.Cecil.ICustomAttributeProvider> providers) =>
        providers.SelectMany(provider => provider.CustomAttributes).Select(attribute => attribute.AttributeType);
}
