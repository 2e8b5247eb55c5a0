import Gateway
import MeshCore
import MeshRuntime
import MeshTransport
import Testing

struct GatewayConfigurationTests {
    private func read(
        _ sections: [String: JSONValue] = [:], _ texts: [String: String] = [:]
    ) throws -> GatewayConfiguration {
        try GatewayConfiguration(ConfigurationValues(texts: texts, sections: sections))
    }

    private func faults(_ sections: [String: JSONValue] = [:], _ texts: [String: String] = [:]) -> [String] {
        do {
            _ = try read(sections, texts)
            return []
        } catch let error as ConfigurationError {
            return error.faults
        } catch {
            return ["\(error)"]
        }
    }

    @Test("Routes and upstreams are read, with defaults for what is absent")
    func reads() throws {
        let configuration = try read([
            "routes": [
                ["prefix": "/a", "service": "one"],
                ["prefix": "/b", "service": "two", "timeout": "250ms", "perTry": "none", "retries": 0],
                ["prefix": "/c", "service": "two", "timeout": "none"],
            ],
            "upstreams": ["one": ["127.0.0.1:9001", "[::1]:9002", "/run/one.sock", "host.example:80"]],
        ])
        #expect(
            configuration.routes.routes == [
                Route(prefix: "/a", service: "one", timeout: .seconds(15), perTry: .seconds(5), retries: 2),
                Route(prefix: "/b", service: "two", timeout: .milliseconds(250), perTry: nil, retries: 0),
                Route(prefix: "/c", service: "two", timeout: nil, perTry: .seconds(5), retries: 2),
            ])
        #expect(configuration.upstreams["one"]?.map(\.host) == ["127.0.0.1", "::1", "/run/one.sock", "host.example"])
        #expect(configuration.upstreams["one"]?.map(\.port) == [9001, 9002, 0, 80])
    }

    @Test("Without sections there is nothing to route")
    func empty() throws {
        let configuration = try read()
        #expect(configuration.routes.routes.isEmpty)
        #expect(configuration.upstreams.isEmpty)
        #expect(configuration.trusted == .none)
        #expect(try read(["routes": nil, "upstreams": nil]).routes.routes.isEmpty)
    }

    @Test(
        "A fault is told with its key",
        arguments: [
            (["routes": ["prefix": "/a"]], "routes:"), (["routes": [["service": "one"]]], "routes[0].prefix:"),
            (["routes": [["prefix": "/a"]]], "routes[0].service:"),
            (["routes": [["prefix": "a", "service": "one"]]], "routes[0].prefix:"),
            (["routes": [["prefix": "/a b", "service": "one"]]], "routes[0].prefix:"),
            (["routes": [["prefix": "/a/../b", "service": "one"]]], "routes[0].prefix:"),
            (["routes": [["prefix": "/a", "service": "One"]]], "routes[0].service:"),
            (["routes": [["prefix": "/a", "service": "one", "time": "1s"]]], "routes[0].time:"),
            (["routes": [["prefix": "/a", "service": "one", "timeout": "5"]]], "routes[0].timeout:"),
            (["routes": [["prefix": "/a", "service": "one", "timeout": 5]]], "routes[0].timeout:"),
            (["routes": [["prefix": "/a", "service": "one", "timeout": "0s"]]], "routes[0].timeout:"),
            (["routes": [["prefix": "/a", "service": "one", "perTry": "2h"]]], "routes[0].perTry:"),
            (["routes": [["prefix": "/a", "service": "one", "retries": 11]]], "routes[0].retries:"),
            (
                ["routes": [["prefix": "/a", "service": "one"], ["prefix": "/a", "service": "two"]]],
                "routes[1].prefix:"
            ),
            (["upstreams": []], "upstreams:"), (["upstreams": ["one": "127.0.0.1:1"]], "upstreams.one:"),
            (["upstreams": ["one": ["127.0.0.1"]]], "upstreams.one[0]:"),
            (["upstreams": ["one": ["127.0.0.1:0"]]], "upstreams.one[0]:"),
            (["upstreams": ["one": ["::1:80"]]], "upstreams.one[0]:"),
            (["upstreams": ["one": [":80"]]], "upstreams.one[0]:"),
        ] as [([String: JSONValue], String)])
    func faulty(sections: [String: JSONValue], beginning: String) {
        let faults = faults(sections)
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix(beginning) == true, "\(faults)")
    }

    @Test("All faults are told at once, also of the keys")
    func all() {
        let faults = faults(
            ["routes": [["prefix": "/a"]], "upstreams": 1],
            ["trusted.proxies": "10.0.0.0/40", "edge.certificate": "a.pem"])
        #expect(faults.count == 4)
    }
}
