import CatalogAPI
import MeshCore
import MeshRuntime
import NIOCore
import Testing

@testable import Catalog

@Suite("Products in memory")
struct HotProductsTests {
    private let ids = (0..<6).map { _ in Product.ID.make() }

    private func product(_ size: Int = 10) -> HotProduct {
        HotProduct(body: ByteBuffer(repeating: 0x20, count: size), etag: ETag(revision: 1))
    }

    private func keep(_ place: Int, size: Int = 10, in hot: inout HotProducts) {
        hot.keep(product(size), of: ids[place], from: hot.beginReading())
    }

    @Test("Only what changed is forgotten")
    func changes() {
        var hot = HotProducts(countLimit: 10, byteLimit: 1000)
        hot.advance(to: 1, .init(last: 5, products: nil))
        for place in 0..<3 { keep(place, in: &hot) }
        hot.advance(to: 2, .init(last: 6, products: [ids[1]]))
        #expect(hot.version == 2 && hot.lastChange == 6)
        let found = ids.prefix(3).map { hot.find($0) != nil }
        #expect(found == [true, false, true])
        hot.advance(to: 3, .init(last: 900, products: nil))
        #expect(hot.count == 0 && hot.bytes == 0)
    }

    @Test("A read that a change overtook is not kept")
    func overtaken() {
        var hot = HotProducts(countLimit: 10, byteLimit: 1000)
        let reading = hot.beginReading()
        hot.advance(to: 2, .init(last: 1, products: [ids[0]]))
        hot.keep(product(), of: ids[0], from: reading)
        #expect(hot.count == 0)
        let later = hot.beginReading()
        hot.advance(to: 3, .init(last: 1, products: []))
        hot.keep(product(), of: ids[0], from: later)
        #expect(hot.count == 1)
    }

    @Test("Number and bytes are bounded, and what was used stays before what was not")
    func bounds() {
        var hot = HotProducts(countLimit: 3, byteLimit: 1000)
        for place in 0..<3 { keep(place, in: &hot) }
        _ = hot.find(ids[0])
        keep(3, in: &hot)
        let found = ids.prefix(4).map { hot.find($0) != nil }
        #expect(found.filter { $0 }.count == 3 && found[0] && found[3])
        var small = HotProducts(countLimit: 100, byteLimit: 100)
        for place in 0..<6 { keep(place, size: 12, in: &small) }
        keep(0, size: 12, in: &small)
        #expect(small.bytes == 72 && small.count == 6)
        keep(1, size: 13, in: &small)
        #expect(small.find(ids[1]) != nil && small.count == 6)
        var tight = HotProducts(countLimit: 100, byteLimit: 96)
        for place in 0..<6 { keep(place, size: 12, in: &tight) }
        #expect(tight.bytes <= 96)
    }
}
