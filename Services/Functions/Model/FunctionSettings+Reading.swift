import MeshCore

/// Settings as CreateFunction and UpdateFunctionConfiguration give them.
extension FunctionSettings {
    /// Those of a new function.
    ///
    /// - Throws: ``FunctionsError`` for the first thing that is wrong.
    init(creating document: LambdaDocument) throws(FunctionsError) {
        if let type = try document.string("PackageType"), type != "Zip" {
            throw .invalidParameter("PackageType \(type) is not run here; send a zip archive.")
        }
        let role = try LambdaDocument.required("Role", try document.string("Role"))
        let runtime = try LambdaDocument.required("Runtime", try Self.runtime(of: document))
        self.init(
            runtime: runtime, handler: "", role: role, timeout: 3, memory: 128, storage: 512, environment: [:],
            architecture: "x86_64", deadLetterTarget: nil, tracingMode: "PassThrough")
        _ = try LambdaDocument.required("Handler", try document.string("Handler"))
        try update(from: document)
    }

    /// Takes over what a document says and leaves the rest.
    ///
    /// - Throws: ``FunctionsError`` for the first thing that is wrong.
    mutating func update(from document: LambdaDocument) throws(FunctionsError) {
        // A function that misses its layers fails later, and tells less.
        guard try document.strings("Layers")?.isEmpty ?? true else {
            throw .invalidParameter("Layers are not served here; put what they hold into the function's archive.")
        }
        if let value = try Self.runtime(of: document) { runtime = value }
        if let value = try document.string("Handler", upTo: 128) { handler = try Self.checkedHandler(value) }
        if let value = try document.string("Role") { role = try Self.checkedRole(value) }
        if let value = try document.integer("Timeout", in: 1...900) { timeout = value }
        if let value = try document.integer("MemorySize", in: 128...10_240) { memory = value }
        if let value = try document.document("EphemeralStorage") {
            storage = try value.integer("Size", in: 512...10_240) ?? storage
        }
        if let value = try document.document("Environment") {
            environment = try Self.checkedEnvironment(try value.texts("Variables") ?? [:])
        }
        if let value = try document.document("DeadLetterConfig") {
            let target = try value.string("TargetArn")
            deadLetterTarget = target.flatMap { $0.isEmpty ? nil : $0 }
        }
        if let value = try document.document("TracingConfig") { tracingMode = try value.string("Mode") ?? tracingMode }
        if let value = try document.strings("Architectures")?.first {
            guard ["x86_64", "arm64"].contains(value) else {
                throw LambdaDocument.broken(
                    "Architectures", value, "Member must satisfy enum value set: [x86_64, arm64]")
            }
            architecture = value
        }
    }

    private static func runtime(of document: LambdaDocument) throws(FunctionsError) -> HandlerRuntime? {
        guard let name = try document.string("Runtime") else { return nil }
        guard let runtime = HandlerRuntime(rawValue: name) else {
            throw .invalidParameter(
                "Value \(name) at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: "
                    + "[provided.al2023, provided.al2, python3.10, python3.11, python3.12, python3.13, python3.14] "
                    + "or be a valid ARN")
        }
        return runtime
    }

    private static func checkedHandler(_ handler: String) throws(FunctionsError) -> String {
        guard !handler.contains(where: \.isWhitespace) else {
            throw LambdaDocument.broken(
                "Handler", handler, "Member must satisfy regular expression pattern: [^\\s]+")
        }
        return handler
    }

    /// Any role is accepted that is written as one: nobody assumes it here.
    private static func checkedRole(_ role: String) throws(FunctionsError) -> String {
        let parts = role.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[4].count == 12,
            parts[4].allSatisfy(\.isNumber), parts[5].hasPrefix("role"), parts[5].count > 4
        else {
            throw LambdaDocument.broken(
                "Role", role,
                "Member must satisfy regular expression pattern: "
                    + "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+")
        }
        return role
    }

    private static func checkedEnvironment(_ variables: [String: String]) throws(FunctionsError) -> [String: String] {
        let reserved = variables.keys.filter(reservedVariables.contains).sorted()
        guard reserved.isEmpty else {
            throw .invalidParameter(
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided contains reserved keys that are currently not supported for modification. "
                    + "Reserved keys used in this request: \(reserved.joined(separator: ", "))")
        }
        for (name, value) in variables {
            guard isVariableName(name), !value.utf8.contains(0) else {
                throw LambdaDocument.broken(
                    "Environment.variables", name,
                    "Map keys must satisfy constraint: [a-zA-Z]([a-zA-Z0-9_])+")
            }
        }
        let size = variables.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard size <= environmentLimit else {
            throw .invalidParameter(
                "Lambda was unable to configure your environment variables because the environment variables you have "
                    + "provided exceeded the 4KB limit.")
        }
        return variables
    }

    private static func isVariableName(_ name: String) -> Bool {
        name.utf8.count >= 2 && name.first.map { $0.isASCII && $0.isLetter } == true
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x5F
            }
    }
}
