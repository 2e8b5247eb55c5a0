import HTTPTypes
import MeshCore
import MeshRuntime

/// Reserved and provisioned concurrency, and what the account has, over the Lambda API.
struct ConcurrencyRoutes: Sendable {
    let store: FunctionsStore
    let pools: PoolDirectory
    /// Calls at once of all functions that have nothing reserved.
    let concurrency: Int

    private static let provisioned = "/2019-09-30/functions/{FunctionName}/provisioned-concurrency"

    func add(to routes: inout LambdaRoutes) {
        addReserved(to: &routes)
        addProvisioned(to: &routes)
        routes.on(.get, "/2016-08-19/account-settings", "GetAccountSettings") { _ in
            let usage = try await store.usage()
            return .lambda([
                "AccountLimit": [
                    "TotalCodeSize": 80_530_636_800, "CodeSizeUnzipped": 262_144_000, "CodeSizeZipped": 52_428_800,
                    "ConcurrentExecutions": .int(Int64(concurrency)),
                    "UnreservedConcurrentExecutions": .int(Int64(concurrency)),
                ],
                "AccountUsage": [
                    "TotalCodeSize": .int(Int64(usage.codeBytes)), "FunctionCount": .int(Int64(usage.functions)),
                ],
            ])
        }
    }

    private func addReserved(to routes: inout LambdaRoutes) {
        let path = "functions/{FunctionName}/concurrency"
        routes.on(.put, "/2017-10-31/\(path)", "PutFunctionConcurrency") { input in
            let number = try LambdaDocument.required(
                "ReservedConcurrentExecutions",
                try input.document().integer("ReservedConcurrentExecutions", in: 0...concurrency))
            try await store.setReserved(number, of: try input.function().name)
            return .lambda(["ReservedConcurrentExecutions": .int(Int64(number))])
        }
        routes.on(.get, "/2019-09-30/\(path)", "GetFunctionConcurrency") { input in
            let reserved = try await store.function(try input.function().name).reserved
            return .lambda(.object(reserved.map { ["ReservedConcurrentExecutions": .int(Int64($0))] } ?? [:]))
        }
        routes.on(.delete, "/2017-10-31/\(path)", "DeleteFunctionConcurrency") { input in
            try await store.setReserved(nil, of: try input.function().name)
            return .empty(.noContent)
        }
    }

    private func addProvisioned(to routes: inout LambdaRoutes) {
        routes.on(.put, Self.provisioned, "PutProvisionedConcurrencyConfig") { input in
            let (name, qualifier) = try Self.named(input)
            let name2 = "ProvisionedConcurrentExecutions"
            let number = try LambdaDocument.required(
                name2, try input.document().integer(name2, in: 1...concurrency))
            let made = try await store.setProvisioned(number, of: name, qualifier)
            return .lambda(.object(try await tell(made, of: name)), status: .accepted)
        }
        // Lists with `?List=ALL`, which is how the API tells it from the one below.
        routes.on(.get, Self.provisioned, "GetProvisionedConcurrencyConfig") { input in
            if input.query("List") != nil { return try await list(input) }
            let (name, qualifier) = try Self.named(input)
            guard let found = try await store.provisioned(of: name).first(where: { $0.qualifier == qualifier }) else {
                throw FunctionsError.noProvisionedConcurrency
            }
            return .lambda(.object(try await tell(found, of: name)))
        }
        routes.on(.delete, Self.provisioned, "DeleteProvisionedConcurrencyConfig") { input in
            let (name, qualifier) = try Self.named(input)
            try await store.deleteProvisioned(of: name, qualifier)
            return .empty(.noContent)
        }
    }

    private func list(_ input: LambdaInput) async throws -> HTTPReply {
        let name = try input.function().name
        let page = Page(
            try await store.provisioned(of: name), after: input.query("Marker"), limit: try input.pageLimit()
        ) { $0.qualifier }
        var items: [JSONValue] = []
        for item in page.items {
            var members = try await tell(item, of: name)
            members["FunctionArn"] = .string(store.names.arn(name, item.qualifier))
            items.append(.object(members))
        }
        return .lambda(DefinitionRoutes.list("ProvisionedConcurrencyConfigs", items, page.marker))
    }

    private static func named(_ input: LambdaInput) throws(FunctionsError) -> (name: String, qualifier: String) {
        let reference = try input.function()
        return (reference.name, try LambdaDocument.required("Qualifier", reference.qualifier))
    }

    /// With what this instance has of it: it is ready when as many processes wait.
    private func tell(_ provisioned: ProvisionedConcurrency, of name: String) async throws -> JSONObject {
        var version = provisioned.qualifier
        if FunctionsStore.number(of: version) == nil { version = try await store.alias(name, version).version }
        let counts = await pools.existing(name, version)?.counts
        let there = min(counts.map { $0.idle + $0.busy } ?? 0, provisioned.requested)
        return [
            "RequestedProvisionedConcurrentExecutions": .int(Int64(provisioned.requested)),
            "AvailableProvisionedConcurrentExecutions": .int(Int64(there)),
            "AllocatedProvisionedConcurrentExecutions": .int(Int64(there)),
            "Status": there == provisioned.requested ? "READY" : "IN_PROGRESS",
            "LastModified": .string(provisioned.modifiedAt.lambdaText),
        ]
    }
}
