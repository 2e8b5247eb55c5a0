import Foundation
import MeshCore
import MeshTestKit
import ReportingAPI
import Testing

@testable import Reporting

@Suite("Uploads to S3-compatible stores")
struct BucketTests {
    private static let file = OutgoingFile(
        name: "pages-2026-06-01-1.csv", contentType: "text/csv; charset=utf-8",
        bytes: Array("page,views\r\n/,1\r\n".utf8))

    private func ring(_ directory: TemporaryDirectory, id: String, secret: String) throws -> StoreKeyRing {
        let text = """
            [good]
            aws_access_key_id = \(id)
            aws_secret_access_key = \(secret)

            [bad]
            aws_access_key_id = \(id)
            aws_secret_access_key = wrong
            """
        return StoreKeyRing(path: try directory.write("s3.keys", text), environment: [:])
    }

    private func address(
        _ url: String, bucket: String = S3Server.bucket, prefix: String? = nil, credentials: String = "good"
    ) throws -> BucketAddress {
        try #require(
            BucketAddress(
                ReportBucket(
                    endpoint: url, bucket: bucket, prefix: prefix, region: "eu-central-1", credentials: credentials)))
    }

    @Test(
        "A server that checks signatures takes a file under every kind of name, and tells what is wrong",
        .enabled(if: TestProgram.preparedPython != nil, "needs the server that orrery test installs"))
    func server() async throws {
        try await S3Server.with { server in
            let directory = try TemporaryDirectory()
            let courier = BucketCourier(
                keys: try ring(directory, id: server.keyID, secret: server.secret), clock: SystemWallClock())
            for prefix in [nil, "shop/weekly/", "year=2026/a.b/"] {
                let place = try address(server.url, prefix: prefix)
                let told = try await courier.deliver(Self.file, to: place)
                #expect(told == "\(server.url)\(place.path(of: Self.file.name))")
                // The same again leaves it there once.
                _ = try await courier.deliver(Self.file, to: place)
            }
            let objects = try await server.objects()
            #expect(
                Set(objects.keys) == [
                    Self.file.name, "shop/weekly/\(Self.file.name)", "year=2026/a.b/\(Self.file.name)",
                ])
            for object in objects.values {
                #expect(object == ["sha256": .string(Self.file.hash), "type": "text/csv; charset=utf-8"])
            }
            for (place, code) in [
                (try address(server.url, credentials: "bad"), "403 SignatureDoesNotMatch"),
                (try address(server.url, bucket: "nothing"), "404 NoSuchBucket"),
            ] {
                do throws(DeliveryFailure) {
                    _ = try await courier.deliver(Self.file, to: place)
                    Issue.record("\(code) is expected")
                } catch {
                    guard case .final(let words) = error else {
                        Issue.record("\(error)")
                        continue
                    }
                    #expect(words.contains(code), "\(words)")
                }
            }
        }
    }

    @Test("An address, a missing key and a broken file of keys are told in words")
    func keys() throws {
        let directory = try TemporaryDirectory()
        let ring = try ring(directory, id: "AKIA", secret: "s3cret")
        #expect(
            try ring.keys(of: "good") == StoreKeys(accessKeyID: "AKIA", secretAccessKey: "s3cret", sessionToken: nil))
        #expect(throws: DeliveryFailure.again("The operator's file has no keys under the name other.")) {
            try ring.keys(of: "other")
        }
        #expect(throws: DeliveryFailure.self) { try StoreKeyRing(path: nil, environment: [:]).keys(of: "good") }
        let environment = StoreKeyRing(
            path: nil,
            environment: ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B", "AWS_SESSION_TOKEN": "C"])
        #expect(
            try environment.keys(of: "environment")
                == StoreKeys(accessKeyID: "A", secretAccessKey: "B", sessionToken: "C"))
        let place = try address("http://store:80", prefix: "a b/")
        #expect(place.address(of: "x y.csv") == "http://store/reports/a%20b/x%20y.csv")
    }
}
