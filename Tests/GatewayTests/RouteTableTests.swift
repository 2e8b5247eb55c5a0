import Gateway
import Testing

struct RouteTableTests {
    private let table = RouteTable([
        Route(prefix: "/v1/products", service: "catalog"), Route(prefix: "/v1/products/search", service: "search"),
        Route(prefix: "/files/", service: "files"), Route(prefix: "/metrics", service: "files"),
        Route(prefix: "/v1/me", service: "catalog"),
    ])

    private func service(_ path: String) -> String? {
        switch table.match(Array(path.utf8)[...]) {
        case .route(let place): table.routes[place].service
        case .own: "own"
        case nil: nil
        }
    }

    @Test(
        "A path goes to the longest prefix on whole segments",
        arguments: [
            ("/v1/products", "catalog"), ("/v1/products/", "catalog"), ("/v1/products/1", "catalog"),
            ("/v1/products/search", "search"),
            ("/v1/products/search/x", "search"), ("/v1/products/searching", "catalog"), ("/v1/productset", nil),
            ("/v1", nil), ("/", nil), ("", nil),
            ("/files/", "files"), ("/files/a", "files"), ("/files", nil), ("/v1/me", "catalog"),
        ] as [(String, String?)])
    func longest(path: String, expected: String?) {
        #expect(service(path) == expected)
    }

    @Test("The gateway's own paths are its own, whatever is routed, and only they", arguments: RouteTable.ownPaths)
    func own(path: String) {
        #expect(service(path) == "own")
        #expect(service(path + "/x") == (path == "/metrics" ? "files" : nil))
        #expect(RouteTable([Route(prefix: "/", service: "all")]).match(Array(path.utf8)[...]) == .own)
    }

    @Test("A route for everything takes the rest")
    func everything() {
        let table = RouteTable([Route(prefix: "/", service: "all"), Route(prefix: "/a", service: "a")])
        #expect(table.match(Array("/b".utf8)[...]) == .route(0))
        #expect(table.match(Array("/a/b".utf8)[...]) == .route(1))
        #expect(table.match(Array("*".utf8)[...]) == nil)
    }

    @Test("Services are listed once")
    func services() {
        #expect(table.services == ["catalog", "search", "files"])
    }
}
