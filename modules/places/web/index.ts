export { DistrictMap, type DistrictMapProps } from './DistrictMap.tsx'
