import MeshCore
import ShopScience
