import HTTPTypes
import MeshCore
import MeshRuntime

/// What tools read beside a function, of which there is none here: they are told so, instead of failing at an operation that is
/// unknown. Whoever wants to make one of these is told that there is no such operation.
struct UnusedFeatureRoutes: Sendable {
    let store: FunctionsStore

    private static let one = "functions/{FunctionName}"

    func add(to routes: inout LambdaRoutes) {
        empty("/2015-03-31/event-source-mappings", "ListEventSourceMappings", "EventSourceMappings", &routes)
        empty("/2018-10-31/layers", "ListLayers", "Layers", &routes)
        empty("/2020-04-22/code-signing-configs", "ListCodeSigningConfigs", "CodeSigningConfigs", &routes)
        ofFunction("/2021-10-31/\(Self.one)/urls", "ListFunctionUrlConfigs", &routes) { _ in
            ["FunctionUrlConfigs": []]
        }
        ofFunction("/2020-06-30/\(Self.one)/code-signing-config", "GetFunctionCodeSigningConfig", &routes) { name in
            ["FunctionName": .string(name)]
        }
        ofFunction("/2021-07-20/\(Self.one)/runtime-management-config", "GetRuntimeManagementConfig", &routes) { name in
            ["UpdateRuntimeOn": "Auto", "FunctionArn": .string(store.names.arn(name))]
        }
        ofFunction("/2024-08-31/\(Self.one)/recursion-config", "GetFunctionRecursionConfig", &routes) { _ in
            ["RecursiveLoop": "Allow"]
        }
        ofFunction("/2021-10-31/\(Self.one)/url", "GetFunctionUrlConfig", &routes) { _ in throw Self.nothing }
        ofFunction("/2015-03-31/\(Self.one)/policy", "GetPolicy", &routes) { _ in throw Self.nothing }
    }

    private static let nothing = FunctionsError.resourceNotFound("The resource you requested does not exist.")

    private func empty(_ path: String, _ operation: String, _ list: String, _ routes: inout LambdaRoutes) {
        routes.on(.get, path, operation) { _ in .lambda(.object([list: []])) }
    }

    /// What is told of a function that there is; of another, that there is none.
    private func ofFunction(
        _ path: String, _ operation: String, _ routes: inout LambdaRoutes,
        tell: @escaping @Sendable (_ name: String) throws -> JSONValue
    ) {
        routes.on(.get, path, operation) { input in
            let name = try input.function().name
            _ = try await store.function(name)
            return .lambda(try tell(name))
        }
    }
}
