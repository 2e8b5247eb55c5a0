import MeshCore

@testable import MeshRuntime

/// The document of an API.
enum OpenAPIText {
    static func of(_ api: API) -> String { OpenAPIDocument(api).json.description }
}
