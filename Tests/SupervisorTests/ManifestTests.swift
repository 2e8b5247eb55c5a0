import Supervisor
import Testing

@Suite("The manifest")
struct ManifestTests {
    static let small = """
        public: {service: gateway, port: 9000}
        defaults: {instances: 2, drain: 5s, restart: {first: 50ms}}
        services:
          identity:
          catalog:
            instances: 3
            calls: [identity]
            memory: 64MiB
            environment: {LOG_LEVEL: debug}
            inherit: [HANDLERS_PYTHON]
          gateway:
            calls: [catalog]
            routes:
              - {prefix: /v1/products, service: catalog, timeout: 15s, perTry: 500ms, retries: 2}
        """

    @Test("A manifest is read with its defaults, in the order of the file")
    func reads() throws {
        let manifest = try ManifestReader.parse(Self.small, file: "mesh.yaml")
        #expect(manifest.publicListener == PublicListener(service: "gateway", host: "127.0.0.1", port: 9000))
        #expect(manifest.services.map(\.name) == ["identity", "catalog", "gateway"])
        #expect(manifest.services.map(\.instances) == [2, 3, 2])
        let catalog = try #require(manifest.service(named: "catalog"))
        #expect(catalog.limits.memoryBytes == 64 << 20)
        #expect(catalog.limits.drain == .seconds(5))
        #expect(catalog.limits.restart.first == .milliseconds(50))
        #expect(catalog.environment == ["LOG_LEVEL": "debug"])
        #expect(catalog.inherit == ["HANDLERS_PYTHON"])
        #expect(
            manifest.service(named: "gateway")?.routes == [
                GatewayRoute(
                    prefix: "/v1/products", service: "catalog", timeout: .seconds(15), perTry: .milliseconds(500),
                    retries: 2)
            ])
        #expect(manifest.callers(of: "orrery") == ["orrery"])
    }

    @Test("A service that calls the supervisor is among its callers")
    func callsSupervisor() throws {
        let text = Self.small.replacing("calls: [identity]", with: "calls: [identity, orrery]")
        let manifest = try ManifestReader.parse(text, file: "mesh.yaml")
        #expect(manifest.callers(of: "orrery") == ["orrery", "catalog"])
    }

    @Test("Who may call a service is who declares to call it, and the supervisor")
    func callers() throws {
        let manifest = try ManifestReader.parse(Self.small, file: "mesh.yaml")
        #expect(manifest.callers(of: "identity") == ["orrery", "catalog"])
        #expect(manifest.callers(of: "gateway") == ["orrery"])
    }

    @Test(
        "What is wrong is named with its key and its line",
        arguments: [
            (
                "services:\n  a:\n    instancs: 1\npublic: {service: a}", 3, "services.a.instancs",
                "did you mean 'instances'"
            ),
            (
                "services:\n  a:\n    instances: two\npublic: {service: a}", 3, "services.a.instances",
                "from 0 to 16, not 'two'"
            ),
            ("services:\n  a:\n    instances: 17\npublic: {service: a}", 3, "services.a.instances", "not '17'"),
            ("services:\n  a:\n    drain: 10\npublic: {service: a}", 3, "services.a.drain", "such as 250ms"),
            ("services:\n  a:\n    memory: 1KiB\npublic: {service: a}", 3, "services.a.memory", "bytes, not '1KiB'"),
            (
                "services:\n  a:\n    calls: [b]\npublic: {service: a}", 3, "services.a",
                "calls 'b', which is not declared"
            ),
            ("services:\n  a: {}\npublic:\n  service: b", 4, "public", "names the service 'b'"),
            ("services:\n  a: {}\npublic: {service: a, prt: 1}", 3, "public.prt", "did you mean 'port'"),
            ("services:\n  A: {}\npublic: {service: a}", 2, "services.A", "is no name for a service"),
            ("services:\n  orrery: {}\npublic: {service: a}", 2, "services.orrery", "is no name for a service"),
            (
                "services:\n  a:\n    routes:\n      - {prefix: v1, service: a}\npublic: {service: a}", 4,
                "services.a.routes[0]", "does not begin with '/'"
            ),
            (
                "services:\n  a:\n    routes: [{prefix: /x, service: b}]\npublic: {service: a}", 3, "services.a",
                "not among its calls"
            ),
            (
                "defaults: {restart: {first: 2s, ceiling: 1s}}\nservices: {a: {}}\npublic: {service: a}", 1,
                "defaults.restart", "longer"
            ),
        ])
    func complaints(text: String, line: Int, key: String, words: String) throws {
        let error = #expect(throws: ManifestError.self) { try ManifestReader.parse(text, file: "m.yaml") }
        let complaint = try #require(error)
        #expect(complaint.key == key)
        #expect(complaint.line == line)
        #expect(complaint.description.contains(words), "\(complaint)")
    }

    @Test(
        "What is no YAML, is empty or misses a part is an error", arguments: ["", "a: [", "services: {}", "public: {}"])
    func broken(text: String) {
        #expect(throws: ManifestError.self) { try ManifestReader.parse(text, file: "m.yaml") }
    }

    @Test("The mesh's own manifest is valid, with two instances of each service")
    func ownManifest() throws {
        let manifest = try ManifestReader.read(path: repositoryPath("orchestration/mesh.yaml"))
        #expect(manifest.services.allSatisfy { $0.instances == 2 })
        #expect(manifest.publicListener.port == 8080)
        #expect(manifest.service(named: "gateway")?.routes.isEmpty == false)
    }
}
