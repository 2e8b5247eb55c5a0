import FoundationEssentials
import MeshCore
import MeshTestKit
import Testing

@testable import Supervisor

@Suite("The command line")
struct CommandTests {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    func status() -> MeshStatus {
        var ready = InstanceStatus(
            service: "catalog", instance: "catalog-1-0001", version: "0123456789ab", state: .ready, restarts: 2)
        ready.pid = 4_242
        ready.port = 40_001
        ready.startedAt = Self.now - .seconds(187)
        ready.rssBytes = 31 << 20
        ready.cpuSeconds = 1.26
        ready.requestsPerSecond = 1_234.4
        ready.p99Milliseconds = 3.14
        let looping = InstanceStatus(
            service: "catalog", instance: "catalog-2", version: "0123456789ab", state: .crashLooping, restarts: 9)
        return MeshStatus(
            instances: [ready, looping],
            supervisor: SupervisorStatus(
                pid: 77, startedAt: Self.now - .seconds(7_300), state: .starting, dataFolder: "/x",
                address: "http://127.0.0.1:8080", problems: ["start /x/catalog: Permission denied"]))
    }

    @Test("The table tells what is known, in columns")
    func table() {
        let expected = """
            orrery starting  ·  http://127.0.0.1:8080  ·  supervisor 77  ·  up 2h 01m  ·  31 MiB in 2 instances  ·  /x

            SERVICE  INSTANCE        STATE         VERSION        PID   PORT      UP  RESTARTS  MEMORY    CPU  REQ/S     P99
            catalog  catalog-1-0001  ready         0123456789ab  4242  40001  3m 07s         2  31 MiB  1.3 s   1234  3.1 ms
            catalog  catalog-2       crashLooping  0123456789ab     -      -       -         9       -      -      -       -
            ! start /x/catalog: Permission denied
            """
        #expect(StatusTable.text(status(), at: Self.now) == expected)
    }

    @Test("JSON has every member, also those that are not known")
    func json() throws {
        let text = try JSONText.pretty(status())
        #expect(text.contains("\"pid\" : null"))
        #expect(text.contains("\"p99Milliseconds\" : 3.14"))
        let back = try JSONDecoder().decode(MeshStatus.self, from: Data(text.utf8))
        #expect(back == status())
    }

    @Test("A path that is relative or winding is made plain, and one too long for a socket is made short")
    func folder() {
        #expect(DataFolder(path: "/a/./b/../c//d").path == "/a/c/d")
        #expect(DataFolder(path: "x").path == FileManager.default.currentDirectoryPath + "/x")
        #expect(DataFolder(path: "/a").controlSocket == "/a/control.sock")
        let long = DataFolder(path: "/" + String(repeating: "x", count: 120))
        #expect(long.controlSocket.utf8.count < 60)
        #expect(long.controlSocket != DataFolder(path: long.path + "y").controlSocket)
    }

    @Test("One lock at a time")
    func lock() throws {
        let folder = try TemporaryDirectory()
        let data = DataFolder(path: folder.path)
        #expect(try !SupervisorLock.isHeld(data))
        var lock = try SupervisorLock(data)
        #expect(lock != nil)
        #expect(try SupervisorLock(data) == nil)
        #expect(try SupervisorLock.isHeld(data))
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(try !SupervisorLock.isHeld(data))
    }

    @Test("Bytes become lines wherever they are cut")
    func lines() {
        var buffer = LineBuffer()
        #expect(buffer.append(Array("a\nb".utf8)) == ["a"])
        #expect(buffer.append(Array("c\n\nd".utf8)) == ["bc", ""])
        #expect(buffer.append(Array("\n".utf8)) == ["d"])
    }

    @Test("Of ended instances the last logs are kept, of running ones all")
    func prunesLogs() throws {
        let folder = try TemporaryDirectory()
        let data = DataFolder(path: folder.path)
        try data.create()
        for serial in 1...6 {
            let id = InstanceID(service: "catalog", slot: 1, serial: serial)
            try folder.write("log/\(id).log", "x")
            let date = Date(timeIntervalSince1970: Double(serial))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: data.log(of: id))
        }
        try folder.write("log/supervisor.log", "x")
        let running: Set = [InstanceID(service: "catalog", slot: 1, serial: 1)]
        let logs = InstanceLogs(folder: data)
        try logs.prune(service: "catalog", keeping: 2, running: running)
        #expect(
            try logs.entries(service: nil).map(\.instance.text) == [
                "catalog-1-0001", "catalog-1-0005", "catalog-1-0006",
            ])
        #expect(try logs.entries(service: "gateway").isEmpty)
    }

    @Test("The gateway's file has the manifest's routes")
    func gatewayFile() {
        let text = GatewayConfigurationText.make([
            GatewayRoute(
                prefix: "/v1/it's", service: "catalog", timeout: .seconds(15), perTry: .milliseconds(500), retries: 2),
            GatewayRoute(prefix: "/v1/me", service: "identity"),
        ])
        let expected = """
            # Written by the supervisor from mesh.yaml.
            routes:
              - prefix: '/v1/it''s'
                service: 'catalog'
                timeout: 15000ms
                perTry: 500ms
                retries: 2
              - prefix: '/v1/me'
                service: 'identity'

            """
        #expect(text == expected)
    }

    @Test("The demo shop is the same every time, and no two products are")
    func shop() {
        let products = DemoShop.products
        #expect(products == DemoShop.products)
        #expect(products.count == 500)
        #expect(Set(products.map(\.sku)).count == 500)
        #expect(Set(products.map(\.title)).count == 500)
        #expect(Set(products.flatMap(\.soldAs)).count > 500, "some come in sizes")
        #expect(Set(products.compactMap { $0.category.split(separator: "/").first }).count == 10)
        #expect(products.allSatisfy { (100...100_000).contains($0.price.amount) && $0.price.currency == "EUR" })
        #expect(products.contains { !$0.active })
    }
}
