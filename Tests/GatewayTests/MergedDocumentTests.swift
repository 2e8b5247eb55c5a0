import Gateway
import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore
import NIOPosix
import Testing

/// Documents as a test sets them.
private final class FixedDocuments: DocumentSource {
    struct Missing: Error {}

    let documents = Mutexed<[String: JSONValue]>([:])
    let fetches = Mutexed(0)

    func document(of service: String) async throws -> JSONValue {
        fetches.change { $0 += 1 }
        guard let document = documents.value[service] else { throw Missing() }
        return document
    }
}

struct MergedDocumentTests {
    private let routes = RouteTable([Route(prefix: "/v1/a", service: "one"), Route(prefix: "/v1/b", service: "two")])

    private func document(_ paths: [String], schemas: JSONObject = [:], tag: String = "t") -> JSONValue {
        [
            "openapi": "3.1.0", "paths": .object(JSONObject(paths.map { ($0, ["get": ["operationId": .string($0)]]) })),
            "components": ["schemas": .object(schemas)], "tags": [["name": .string(tag)]],
        ]
    }

    private func subject(_ documents: FixedDocuments, _ source: StaticEndpointSource) -> MergedDocument {
        MergedDocument(documents, endpoints: source, routes: routes)
    }

    @Test("Paths, components and tags of all services stand in one document")
    func merges() async throws {
        let documents = FixedDocuments()
        documents.documents.change {
            $0 = [
                "one": document(
                    ["/v1/a", "/v1/a/{id}"], schemas: ["Problem": ["type": "object"], "A": ["type": "string"]], tag: "a"
                ),
                "two": document(
                    ["/v1/b"], schemas: ["Problem": ["type": "object"], "B": ["type": "string"]], tag: "b"),
            ]
        }
        let merged = try JSONValue(parsing: try await subject(documents, StaticEndpointSource([:])).json())
        #expect(merged["openapi"] == "3.1.0")
        #expect(merged["paths"]?.objectValue?.names == ["/v1/a", "/v1/a/{id}", "/v1/b"])
        #expect(merged["components"]?["schemas"]?.objectValue?.names.sorted() == ["A", "B", "Problem"])
        #expect(merged["tags"] == [["name": "a"], ["name": "b"]])
    }

    @Test("What is not routed to a service does not stand in the document")
    func unrouted() async throws {
        let documents = FixedDocuments()
        documents.documents.change {
            $0 = ["one": document(["/v1/a", "/internal/x", "/v1/b/theirs"]), "two": document([])]
        }
        let merged = try JSONValue(parsing: try await subject(documents, StaticEndpointSource([:])).json())
        #expect(merged["paths"]?.objectValue?.names == ["/v1/a"])
    }

    @Test("Components that differ under one name are refused, with both services named")
    func collision() async throws {
        let documents = FixedDocuments()
        documents.documents.change {
            $0 = [
                "one": document(["/v1/a"], schemas: ["Thing": ["type": "object"]]),
                "two": document(["/v1/b"], schemas: ["Thing": ["type": "string"]]),
            ]
        }
        let subject = subject(documents, StaticEndpointSource([:]))
        let problem = await #expect(throws: Problem.self) { _ = try await subject.json() }
        #expect(problem?.code == "openapi_collision")
        #expect(problem?.detail?.contains("schemas/Thing is declared differently by one and two") == true)
    }

    @Test("A document is fetched once, and again when the service's instances change")
    func caching() async throws {
        let documents = FixedDocuments()
        documents.documents.change { $0 = ["one": document(["/v1/a"]), "two": document(["/v1/b"])] }
        let source = StaticEndpointSource([:])
        let subject = subject(documents, source)
        _ = try await subject.json()
        _ = try await subject.json()
        #expect(documents.fetches.value == 2)
        source.update("one", [Endpoint(instance: "one-2", host: "h", port: 1)])
        documents.documents.change { $0["one"] = document(["/v1/a", "/v1/a/new"]) }
        let merged = try JSONValue(parsing: try await subject.json())
        #expect(documents.fetches.value == 3)
        #expect(merged["paths"]?["/v1/a/new"] != nil)
    }

    @Test("A service that cannot tell its document now is told as it was; one that never told is a 503")
    func unavailable() async throws {
        let documents = FixedDocuments()
        documents.documents.change { $0 = ["one": document(["/v1/a"])] }
        let source = StaticEndpointSource([:])
        let subject = subject(documents, source)
        let problem = await #expect(throws: Problem.self) { _ = try await subject.json() }
        #expect(problem?.status == 503)
        #expect(problem?.detail?.contains("two") == true)
        documents.documents.change { $0["two"] = document(["/v1/b"]) }
        _ = try await subject.json()
        source.update("one", [Endpoint(instance: "one-2", host: "h", port: 1)])
        documents.documents.change { $0 = [:] }
        let merged = try JSONValue(parsing: try await subject.json())
        #expect(merged["paths"]?["/v1/a"] != nil)
    }

    @Test("New routes change the document")
    func routesChange() async throws {
        let documents = FixedDocuments()
        documents.documents.change { $0 = ["one": document(["/v1/a"]), "two": document(["/v1/b"])] }
        let subject = subject(documents, StaticEndpointSource([:]))
        _ = try await subject.json()
        await subject.apply(RouteTable([Route(prefix: "/v1/a", service: "one")]))
        let merged = try JSONValue(parsing: try await subject.json())
        #expect(merged["paths"]?.objectValue?.names == ["/v1/a"])
    }

    @Test("Over real sockets the document is fetched from the services")
    func fetched() async throws {
        let document = document(["/v1/a"])
        let service = Backend.handler { request, writer in
            guard request.head.path == "/openapi.json" else { return writer.respond(.init(status: .notFound)) }
            writer.respond(.init(status: .ok), body: .init(bytes: document.utf8))
        }
        try await withGateway(["shop": [service]]) { gateway in
            let source = StaticEndpointSource([
                "one": [Endpoint(instance: "x", host: "127.0.0.1", port: gateway.backends[0].port ?? 0)]
            ])
            let documents = ServiceDocuments(source: source, group: MultiThreadedEventLoopGroup.singleton) { _ in
                ClientConfiguration()
            }
            #expect(try await documents.document(of: "one") == document)
            try await documents.shutDown()
        }
    }
}
