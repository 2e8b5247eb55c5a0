import MeshCore
import ShopScience
import Testing

@Suite("Clusters")
struct ClusterTests {
    @Test("From the same centres, clusters are those of scikit-learn")
    func parity() throws {
        let golden = try Golden("Clusters")
        let table = try golden.table("rows")
        for expected in try golden["cases"].list {
            let found = try KMeans(table, from: expected["start"].rows)
            #expect(try found.labels == expected["labels"].doubles.map { Int($0) })
            #expect(isNear(found.inertia, try expected["inertia"].double, tolerance: 1e-9))
            for (own, theirs) in zip(found.centres, try expected["centres"].rows) {
                #expect(zip(own, theirs).allSatisfy { isNear($0, $1, tolerance: 1e-9) })
            }
            let silhouette = Silhouette.mean(table, labels: found.labels)
            #expect(isNear(silhouette, try expected["silhouette"].double, tolerance: 1e-9))
        }
    }

    @Test("Seeding finds clouds that are far apart, whatever the seed", arguments: [1, 2, 3] as [UInt64])
    func seeding(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let middles = [[0, 0], [20, 0], [0, 20], [20, 20], [10, 40]]
        let rows = (0..<100).map { row in middles[row % 5].map { Double($0) + random.normal() } }
        let table = FeatureTable(columnNames: ["x", "y"], rows: rows)
        let found = try KMeans(table, clusterCount: 5, seedingCount: 2, seed: seed)
        for row in 0..<100 { #expect(found.labels[row] == found.labels[row % 5]) }
        #expect(Set(found.labels).count == 5)
        #expect(found.cluster(of: [19, 21]) == found.labels[3])
        #expect(try KMeans(table, clusterCount: 5, seedingCount: 2, seed: seed) == found)
    }

    @Test("A cluster that nothing is nearest to takes the farthest row")
    func emptyCluster() throws {
        let table = FeatureTable(columnNames: ["x"], rows: [[0], [1], [2], [30]])
        let found = try KMeans(table, from: [[1], [-1000], [2000]])
        #expect(Set(found.labels).count == 3)
        #expect(found.inertia == 0.5)
    }

    @Test("What has no meaning is refused")
    func refused() {
        let table = FeatureTable(columnNames: ["x"], rows: [[0], [1]])
        #expect(throws: ScienceError.tooLittle(of: "rows", count: 2, needed: 3)) {
            try KMeans(table, clusterCount: 3)
        }
        #expect(throws: ScienceError.self) { try KMeans(table, clusterCount: 0) }
        #expect(throws: ScienceError.self) { try KMeans(table, from: [[0, 1]]) }
        #expect(throws: ScienceError.notFinite("the table's values")) {
            try KMeans(FeatureTable(columnNames: ["x"], rows: [[0], [.nan]]), clusterCount: 1)
        }
    }
}
